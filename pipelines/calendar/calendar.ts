/** When the desk is open. Pure; instants are epoch milliseconds. */
export interface Calendar {
  /** Open time in `[from, to)`, milliseconds; 0 when `to ≤ from`. */
  openMs(from: number, to: number): number;
  isOpen(at: number): boolean;
  /** The instant at which `openMs(from, instant)` reaches `ms`: when a business-hours target falls due. Infinity when it never opens again. */
  after(from: number, ms: number): number;
}
