/** The page's only style. Paper first: it is light everywhere, so that a print looks like the screen. */
export const STYLES = `
:root{color-scheme:light;--bg:#f3f4f6;--surface:#fff;--sunken:#e9ecf0;--line:#d3d8df;--line2:#7a8392;--ink:#12161c;--ink2:#414956;--ink3:#586170;--accent:#1b57b8;--ok:#066656;--ok-w:#d9f0ea;--warn:#7f4d00;--warn-w:#faebcb;--stop:#ad2018;--stop-w:#fbe3e0}
*{box-sizing:border-box}
html{background:var(--bg)}
body{margin:0 auto;max-width:1080px;padding:32px 24px 64px;background:var(--bg);color:var(--ink);font:14px/20px Inter,"Segoe UI",Roboto,"Helvetica Neue",Arial,system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
code{font:12.5px/18px ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
pre{margin:8px 0;padding:12px 16px;background:var(--sunken);border-radius:3px;overflow-x:auto;white-space:pre-wrap}
pre code{line-height:20px}
h1{margin:0;font-size:24px;line-height:30px}
h2{margin:40px 0 12px;font-size:18px;line-height:24px}
h3{margin:0;font-size:16px;line-height:22px}
h4{margin:20px 0 8px;font-size:13px;line-height:18px;color:var(--ink2)}
p{margin:0 0 8px}
a{color:var(--accent)}
a:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
ul{margin:0;padding-left:20px}
ul.plain{list-style:none;padding:0}
ul.plain li{margin:0 0 8px}
ul.plain li:last-child{margin:0}
dl+ul,dl+p,p+dl,.note+dl{margin-top:12px}
.panel{background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:20px 24px;margin:0 0 16px}
.dim{color:var(--ink3)}
.g{width:1em;height:1em;flex:none;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.st{display:inline-flex;align-items:center;gap:6px;margin-right:4px;vertical-align:bottom;font-weight:600;white-space:nowrap}
.st .g{font-size:15px}
.ok{color:var(--ok)}.warn{color:var(--warn)}.stop{color:var(--stop)}.work{color:var(--ink)}.idle{color:var(--ink3)}
.top{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;justify-content:space-between;margin:0 0 16px}
.verdict{border-left:6px solid currentColor;border-radius:3px 6px 6px 3px}
.verdict>*{color:var(--ink)}
.verdict .word{display:flex;align-items:center;gap:14px;margin:0 0 12px;color:inherit;font-size:40px;line-height:44px;font-weight:700;letter-spacing:-.01em}
.ok .word{color:var(--ok)}.warn .word{color:var(--warn)}.stop .word{color:var(--stop)}.idle .word{color:var(--ink3)}
.reasons{list-style:none;margin:0;padding:0}
.reasons li{display:grid;grid-template-columns:130px 1fr;gap:2px 16px;padding:10px 0;border-top:1px solid var(--line)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:16px;margin:0 0 16px}
.figures .panel{margin:0;padding:14px 18px}
.figures b{display:block;font-size:26px;line-height:32px}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(310px,100%),1fr));gap:10px 24px;margin:0}
dt{color:var(--ink3);font-size:12px;line-height:16px}
dd{margin:0}
dl .wide{grid-column:1/-1}
.scroll{overflow-x:auto;margin:0 0 8px}
table{width:100%;border-collapse:collapse;font-size:13px;line-height:18px}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th{padding:6px 12px 6px 0;text-align:left;vertical-align:bottom;color:var(--ink3);font-size:12px;line-height:16px;font-weight:600;border-bottom:1px solid var(--line2);white-space:nowrap}
td{padding:8px 12px 8px 0;vertical-align:top;border-bottom:1px solid var(--line)}
tbody tr:last-child td{border-bottom:0}
th:last-child,td:last-child{padding-right:0}
td p:last-child{margin:0}
td p:first-child+p,td .st+p{margin-top:2px}
td li{margin:0 0 6px}
td ul{padding-left:0;list-style:none}
.key{white-space:nowrap;width:1%}
.gate>header{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;justify-content:space-between;margin:0 0 12px}
.gate h3 code{font-size:14px;font-weight:600;color:var(--ink2);margin-right:6px}
.note{margin:0 0 8px;padding:8px 14px;border-left:3px solid var(--line2);background:var(--bg);white-space:pre-wrap}
.note.warn{border-color:var(--warn);background:var(--warn-w);color:var(--ink)}
.note.stop{border-color:var(--stop);background:var(--stop-w);color:var(--ink)}
.signed{border:1px solid var(--line);border-radius:6px;padding:14px 18px;margin:0 0 12px}
.signed>header{display:flex;flex-wrap:wrap;gap:4px 16px;justify-content:space-between;margin:0 0 8px}
.signed h5{margin:12px 0 4px;font-size:12px;line-height:16px;color:var(--ink3)}
footer{margin-top:40px;color:var(--ink3)}
@media (max-width:600px){body{padding:16px 12px 48px}.panel{padding:14px}.reasons li{grid-template-columns:1fr}.verdict .word{font-size:30px;line-height:34px}}
@media print{@page{margin:16mm 14mm}html,body{background:#fff}body{max-width:none;padding:0;font-size:10pt;line-height:14pt}h2{break-after:avoid}.panel,.signed{border-color:#999}.signed,.verdict,tr,.reasons li,.gate>header{break-inside:avoid}.scroll{overflow:visible}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`
