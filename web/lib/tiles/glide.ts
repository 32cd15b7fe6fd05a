import type { AnimationConfig } from 'svelte/animate';

/**
 * Moves a tile to its new place. Only when the grid itself stays the same: after a change of size everything is where
 * it belongs at once, as tiles stretching across each other tell nothing.
 */
export function glide(
  _node: Element,
  { from, to }: { from: DOMRect; to: DOMRect },
  { durationMs }: { durationMs: number },
): AnimationConfig {
  const dx = from.left - to.left;
  const dy = from.top - to.top;
  const isResized = Math.abs(from.width - to.width) > 1 || Math.abs(from.height - to.height) > 1;
  if (isResized || (dx === 0 && dy === 0)) return { duration: 0 };
  return {
    duration: durationMs,
    easing: (t) => 1 - (1 - t) ** 3,
    css: (_t, u) => `transform: translate(${u * dx}px, ${u * dy}px)`,
  };
}
