/** How the button, the dock and what they hold look; the page's own rules do not reach in here. */
export const frameStyle = `
:host{--vz-bg:#fff;--vz-raised:#f1f3f5;--vz-text:#1b1f24;--vz-dim:#535b66;--vz-line:#c9ced6;--vz-link:#0b57c2;--vz-good:#0a6b3b;--vz-warn:#8a4b00;--vz-bad:#b3161f;--vz-mark:#fff0b8;color-scheme:light}
@media (prefers-color-scheme:dark){:host{--vz-bg:#16191d;--vz-raised:#22262c;--vz-text:#e8ebef;--vz-dim:#aab2bd;--vz-line:#454c56;--vz-link:#8ab8ff;--vz-good:#6fd49c;--vz-warn:#f2b366;--vz-bad:#ff9a9a;--vz-mark:#544300;color-scheme:dark}}
*,*::before{box-sizing:border-box}
.closed,.dock{position:fixed;font:13px/1.45 system-ui,sans-serif;color:var(--vz-text)}
.closed{right:8px;bottom:8px}
button,input,select{font:inherit;color:inherit;background:var(--vz-raised);border:1px solid var(--vz-line);border-radius:5px;padding:2px 9px;min-height:26px}
button{cursor:pointer}
button:disabled{color:var(--vz-dim);cursor:default}
:focus-visible{outline:2px solid var(--vz-link);outline-offset:1px}
.opener{background:var(--vz-bg);box-shadow:0 1px 4px #0004}
.dock{left:0;right:0;bottom:0;display:flex;flex-direction:column;background:var(--vz-bg);border-top:1px solid var(--vz-line);box-shadow:0 -2px 12px #0003}
.dock:focus{outline:none}
.grip{height:9px;flex:none;margin-bottom:-4px;cursor:row-resize;touch-action:none;z-index:1}
.grip:hover,.grip:focus-visible{background:var(--vz-link)}
.close{position:absolute;right:6px;top:9px;z-index:1}
.note{margin:0;padding:12px}
`
