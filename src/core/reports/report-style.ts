/** The style sheet of a report in HTML: paper and ink only, the same on screen and on A4. No font or file from elsewhere. */
export const reportStyle = `
:root { --ink: #17212b; --soft: #4d5863; --line: #cfd3d7; --wash: #f3f3f1; }
* { box-sizing: border-box; }
html { background: #fff; }
body { margin: 0 auto; padding: 24px 20px 48px; max-width: 820px; color: var(--ink); font: 400 13px/1.42 Inter, "Segoe UI", system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 22px; line-height: 1.2; letter-spacing: -0.015em; font-weight: 600; margin: 0; }
h2 { font-size: 15px; font-weight: 600; margin: 0 0 8px; }
h3 { font-size: 13px; font-weight: 600; margin: 0; line-height: 1.3; }
p { margin: 0; }
header { border-bottom: 1.5px solid var(--ink); padding-bottom: 10px; margin-bottom: 12px; display: flex; flex-wrap: wrap; gap: 2px 24px; justify-content: space-between; align-items: end; }
header p { color: var(--soft); }
.lead { font-size: 14.5px; margin-bottom: 14px; max-width: 80ch; }
.soft { color: var(--soft); }
.small { font-size: 11.5px; }
.signs { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 10px; list-style: none; padding: 0; margin: 0 0 8px; }
.sign { border: 1px solid var(--line); border-radius: 5px; padding: 8px 10px; display: flex; flex-direction: column; gap: 2px; break-inside: avoid; }
.sign svg.chart { margin: auto 0 2px; padding-top: 4px; }
.figure { font-size: 21px; line-height: 1.15; letter-spacing: -0.02em; font-weight: 500; }
.verdict { display: flex; gap: 6px; align-items: center; font-weight: 600; font-size: 12px; }
.verdict svg { flex: none; width: 11px; height: 11px; }
svg.chart { display: block; width: 100%; height: auto; }
svg.curve text { font-size: 8.5px; fill: var(--soft); }
.index { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 10px 20px; border: 1px solid var(--line); border-radius: 5px; padding: 8px 10px; margin-bottom: 14px; break-inside: avoid; }
.index > div { display: flex; flex-direction: column; gap: 2px; }
.index h2 { margin: 0; font-size: 13px; line-height: 1.3; }
.index svg.scale { display: block; width: 100%; max-width: 220px; height: auto; margin: 2px 0; }
.people { margin-top: 32px; }
.people h3 { margin: 14px 0 4px; }
.people .signs { grid-template-columns: repeat(2, minmax(0, 1fr)); margin-top: 10px; }
.people .sign h3 { margin: 0; }
.campaign { margin: 6px 0 8px; break-inside: avoid; }
.campaign .verdict { font-size: 13px; }
.people th { white-space: normal; }
.people ul.plain { margin: 0; padding-left: 18px; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 20px; margin-top: 12px; }
.two ol, .two ul { margin: 0; padding-left: 18px; }
.two li { margin-bottom: 5px; }
a.mark { font-size: 8.5px; vertical-align: super; line-height: 0; color: var(--soft); text-decoration: none; margin-left: 1.5px; letter-spacing: 0; font-weight: 400; }
a.mark:hover, a.mark:focus-visible { color: var(--ink); text-decoration: underline; }
.foot { border-top: 1px solid var(--line); margin-top: 12px; padding-top: 6px; color: var(--soft); font-size: 11px; }
.annex { margin-top: 36px; }
article { border-top: 1px solid var(--line); padding: 12px 0; display: grid; gap: 6px; }
.cols { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 18px; align-items: start; }
b { font-weight: 600; }
.wide { overflow-x: auto; }
.small + .wide { margin-top: 6px; }
table { border-collapse: collapse; width: 100%; font-size: 11.5px; }
caption { text-align: left; color: var(--soft); padding-bottom: 3px; }
th { text-align: left; font-weight: 600; }
th, td { padding: 2px 8px 2px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.n, th.n { text-align: right; }
td.n, th { white-space: nowrap; }
.register th { white-space: normal; }
.register .group th { padding-top: 7px; font-weight: 600; }
thead { display: table-header-group; }
code { font-size: 10.5px; overflow-wrap: anywhere; font-family: ui-monospace, "Cascadia Mono", Menlo, monospace; }
.register td { font-size: 11px; overflow-wrap: anywhere; }
.register tr:target { background: var(--wash); outline: 1.5px solid var(--ink); }
@media (max-width: 640px) { .signs, .people .signs { grid-template-columns: 1fr; } .two, .cols { grid-template-columns: minmax(0, 1fr); } }
@media print {
  @page { size: A4; margin: 12mm 13mm; }
  body { padding: 0; max-width: none; font-size: 9.4pt; }
  .lead { font-size: 10.4pt; margin-bottom: 9px; }
  .page { break-after: page; }
  .people { margin-top: 0; break-after: page; }
  .people .signs { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .annex { margin-top: 0; break-before: auto; }
  .signs { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 7px; }
  .sign { padding: 5px 8px; } .figure { font-size: 15pt; } .question { display: none; }
  .two { grid-template-columns: 1fr 1fr; }
  .cols { grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); }
  article, tr { break-inside: avoid; }
  .group { break-after: avoid; }
  table { font-size: 7.6pt; } article { padding: 7px 0; gap: 3px; } article th, article td { padding: 0.8px 6px 0.8px 0; } .small { font-size: 8pt; } .register td { font-size: 7.2pt; } .register code { font-size: 6.8pt; }
}
`;
