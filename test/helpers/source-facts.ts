import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';

export interface Source {
  /** From the root of the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What a file does that a rule may be about. `line` counts from 1. */
export type Fact = { readonly line: number } & (
  | {
      readonly kind: 'import';
      /** A path from the root, `node:` and a built-in module, a package, or `?` for one that is computed. */
      readonly target: string;
      /** False when nothing is left of it after the types are gone. */
      readonly runtime: boolean;
    }
  /** `what`: as it is written. */
  | {
      readonly kind: 'environment' | 'time' | 'random' | 'timer' | 'any' | 'focus';
      readonly what: string;
    }
);

const TIME = new Set([
  'Date.now', 'performance.now', 'performance.timeOrigin', 'performance.mark', 'process.hrtime', 'process.uptime',
]); // prettier-ignore
const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate']);
/** Creators of RxJS that wait on the real time unless their second argument is a scheduler. */
const RXJS_TIMERS = new Set(['interval', 'timer']);
const TEST_WORDS = new Set(['it', 'test', 'describe', 'suite', 'bench']);
const FOCUS = new Set(['only', 'skip', 'todo']);

export function factsOf({ path, text }: Source): Fact[] {
  const script = path.endsWith('.svelte') ? scriptOf(text) : text;
  const file = ts.createSourceFile(path, script, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const facts: Fact[] = [];
  const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const imports = (node: ts.Node, specifier: ts.Node | undefined, runtime: boolean) => {
    const target =
      specifier !== undefined && ts.isStringLiteralLike(specifier) ? resolve(path, specifier.text) : '?';
    facts.push({ kind: 'import', target, runtime, line: lineOf(node) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      imports(node, node.moduleSpecifier, node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword);
      if (importsEnvironment(node)) facts.push({ kind: 'environment', what: 'env', line: lineOf(node) });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
      imports(node, node.moduleSpecifier, !node.isTypeOnly);
    else if (ts.isImportTypeNode(node))
      imports(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, false);
    else if (ts.isExternalModuleReference(node)) imports(node, node.expression, true);
    else if (ts.isCallExpression(node) && isImportCall(node)) imports(node, node.arguments[0], true);
    const use = useOf(node);
    if (use !== undefined) facts.push({ ...use, line: lineOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return facts;
}

function useOf(node: ts.Node) {
  const use = (kind: Exclude<Fact['kind'], 'import'>, what = node.getText()) => ({ kind, what });
  if (node.kind === ts.SyntaxKind.AnyKeyword) return use('any');
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const name = memberOf(node);
    if (name === 'process.env') return use('environment', name);
    if (TIME.has(name)) return use('time', name);
    if (name === 'Math.random') return use('random', name);
    const [root = '', ...rest] = name.split('.');
    if (TEST_WORDS.has(root) && FOCUS.has(rest.at(-1) ?? '')) return use('focus', name);
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
    return use('time', 'new Date()');
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
    const taken = node.name.elements.map(({ name, propertyName }) => (propertyName ?? name).getText());
    const from = node.initializer === undefined ? '' : withoutGlobal(node.initializer.getText());
    if (from === 'process' && taken.includes('env')) return use('environment');
    if (taken.some((name) => TIME.has(`${from}.${name}`))) return use('time');
  }
  if (!ts.isCallExpression(node)) return undefined;
  const called = withoutGlobal(node.expression.getText());
  if (called === 'Date') return use('time', 'Date()');
  const unscheduled = RXJS_TIMERS.has(called) && node.arguments.length < 2;
  return TIMERS.has(called) || unscheduled ? use('timer', called) : undefined;
}

/** `a.b.c`, however it is written. */
function memberOf(node: ts.Node): string {
  if (ts.isPropertyAccessExpression(node))
    return withoutGlobal(`${memberOf(node.expression)}.${node.name.text}`);
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return withoutGlobal(`${memberOf(node.expression)}.${node.argumentExpression.text}`);
  if (ts.isCallExpression(node)) return memberOf(node.expression);
  return ts.isIdentifier(node) ? node.text : '';
}

const withoutGlobal = (name: string): string => name.replace(/^(globalThis|window|global)\./, '');

function isImportCall(node: ts.CallExpression): boolean {
  return node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
}

function importsEnvironment({ moduleSpecifier, importClause }: ts.ImportDeclaration): boolean {
  const bindings = importClause?.namedBindings;
  if (!/^['"](node:)?process['"]$/.test(moduleSpecifier.getText())) return false;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.some(({ name, propertyName }) => (propertyName ?? name).text === 'env');
}

function resolve(importer: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(importer), specifier);
  if (isBuiltin(specifier)) return specifier.startsWith('node:') ? specifier : `node:${specifier}`;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The scripts of a component and the imports in its markup, each on its own line; all else is blank. */
function scriptOf(component: string): string {
  const blank = (text: string) => text.replace(/[^\n]/g, ' ');
  return component
    .split(/(<script\b[^>]*>[\s\S]*?<\/script>)/)
    .map((part) => {
      const [, open = '', body = '', close = ''] =
        /^(<script\b[^>]*>)([\s\S]*)(<\/script>)$/.exec(part) ?? [];
      if (open !== '') return `${blank(open)}${body}${blank(close)}`;
      return part.replace(
        /(import\(\s*(?:'[^'\n]*'|"[^"\n]*")\s*\))|[^\n]/g,
        (character, call: string | undefined) => (call === undefined ? ' ' : `${character};`),
      );
    })
    .join('');
}
