export interface TooltipLine {
  readonly name: string;
  readonly value: string;
  /** Of the mark before it. */
  readonly color?: string;
}

/**
 * A tooltip as an element: names come from outside, and text that is set as text is never markup. ECharts takes an
 * element as it is.
 */
export function tooltipNode(title: string, lines: readonly TooltipLine[]): HTMLElement {
  const node = document.createElement('div');
  node.className = 'chart-tooltip';
  const head = document.createElement('b');
  head.textContent = title;
  node.append(head);
  for (const { name, value, color } of lines) {
    const line = document.createElement('div');
    if (color !== undefined) {
      const mark = document.createElement('i');
      mark.style.background = color;
      line.append(mark);
    }
    const text = document.createElement('span');
    text.textContent = name;
    const number = document.createElement('strong');
    number.textContent = value;
    line.append(text, number);
    node.append(line);
  }
  return node;
}
