/** How the tabs and what they show look. */
export const panelStyle = `
.bar{display:flex;gap:8px;align-items:center;padding:5px 44px 5px 8px;border-bottom:1px solid var(--vz-line);flex:none;flex-wrap:wrap}
[role=tablist]{display:flex;gap:2px}
[role=tab]{background:none;border-color:transparent}
[role=tab][aria-selected=true]{background:var(--vz-raised);border-color:var(--vz-line);font-weight:600}
.told{margin-left:auto}
.panel{flex:1;min-height:0;overflow:auto;overscroll-behavior:contain;display:flex;flex-direction:column}
.panel>*{flex:1;min-height:0}
.split{display:flex;min-height:0}
.list{width:min(38%,420px);min-width:180px;overflow:auto;border-right:1px solid var(--vz-line);padding:8px;flex:none}
.list input{width:100%}
.list.wide{width:min(62%,900px)}.list .row input{width:auto;flex:1;min-width:120px}
.bar-track{position:relative;flex:0 0 55%;height:14px;border-left:1px solid var(--vz-line)}
.piece{position:absolute;top:2px;height:10px;border-radius:2px;background:var(--vz-link)}
.piece.wait{top:6px;height:2px;background:var(--vz-dim)}
.piece.failed{background:var(--vz-bad)}
.piece.pause{background:repeating-linear-gradient(135deg,var(--vz-dim) 0 2px,transparent 2px 5px)}
.piece.token{background:var(--vz-warn)}
button[aria-pressed=true]{background:var(--vz-mark);border-color:var(--vz-warn)}
.split>.entry,.split>.detail,.page{flex:1;min-width:0;overflow:auto;padding:8px 12px}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:2px 10px 2px 0;border-bottom:1px solid var(--vz-line);font-weight:400;overflow-wrap:anywhere}
thead th{color:var(--vz-dim)}
ul,ol{margin:0;padding:0 0 0 18px}
.list ul,.cards,.plain{list-style:none;padding:0}
.item{position:relative;display:flex;gap:6px;align-items:center;width:100%;text-align:left;background:none;border-color:transparent;overflow:hidden}
.item:hover{background:var(--vz-raised)}
.item[aria-current=true]{background:var(--vz-raised);border-color:var(--vz-line);font-weight:600}
.name{flex:1;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-family:ui-monospace,monospace;font-size:12px}
.badge{font-size:11px;border:1px solid currentColor;border-radius:9px;padding:0 6px;white-space:nowrap;font-weight:400}
.warn{color:var(--vz-warn)}.bad{color:var(--vz-bad)}.good{color:var(--vz-good)}.dim{color:var(--vz-dim)}
h3,h4{margin:6px 0 4px;font-size:13px;overflow-wrap:anywhere}
h4{color:var(--vz-dim);font-weight:600}
p{margin:2px 0}
.columns{display:flex;gap:16px;flex-wrap:wrap}
.columns>*{flex:1 1 220px;min-width:0}
.facts{display:grid;grid-template-columns:auto 1fr;gap:0 12px;margin:4px 0}
.facts>div{display:contents}
.facts dt{color:var(--vz-dim)}.facts dd{margin:0;overflow-wrap:anywhere}
details,.leaf,code,pre{font:12px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
pre{white-space:pre-wrap;margin:0}
.leaf{padding-left:13px}.parts{padding-left:13px}
summary{cursor:pointer}
.key{color:var(--vz-dim)}
mark{background:var(--vz-mark);color:inherit;border-radius:3px;outline:1px solid var(--vz-warn)}
ins{text-decoration:none;color:var(--vz-good)}del{color:var(--vz-bad)}
.cards>li{border:1px solid var(--vz-line);border-radius:6px;padding:6px 10px;margin:0 0 6px}
.row{display:flex;gap:6px;align-items:center;flex-wrap:wrap;margin:4px 0}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.flash{position:absolute;inset:0;background:var(--vz-mark);opacity:0;pointer-events:none;z-index:-1;animation:vz-flash 1.2s}
@keyframes vz-flash{from{opacity:1}}
@media (prefers-reduced-motion:reduce){.flash{animation:none}}
@media (max-width:640px){.split{flex-direction:column}.list{width:auto;max-height:45%;border-right:0;border-bottom:1px solid var(--vz-line)}}
`
