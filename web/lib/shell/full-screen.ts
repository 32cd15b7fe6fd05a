/** Refused without a gesture or in a frame, unknown to telephones; the page is no worse for it. */
export async function toggleFullScreen(): Promise<void> {
  try {
    await (document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen());
  } catch {
    // See above.
  }
}
