/** What both pages offer to the bench. Times are milliseconds since the page was asked for. */
export interface BenchPage {
  /** Set by the page. */
  begin?: number
  painted?: number
  /** Moves the task by periods, as an answer of the server would. */
  move?: (key: string, by: number) => void
}
declare global {
  interface Window {
    bench: BenchPage
  }
}

/** Calls back after the frame in which the DOM is now has been painted. */
const afterPaint = (then: () => void): void => {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = then
    port2.postMessage(null)
  })
}

/** Starts the clock, and stops it when the first bar has been painted. */
export const timeFirstBar = (selector: string, render: () => void): void => {
  window.bench = { begin: performance.now() }
  performance.mark('bench-begin')
  const observer = new MutationObserver(() => {
    if (!document.querySelector(selector)) return
    observer.disconnect()
    afterPaint(() => {
      window.bench.painted = performance.now()
      performance.mark('bench-painted')
    })
  })
  observer.observe(document.body, { childList: true, subtree: true })
  render()
}
