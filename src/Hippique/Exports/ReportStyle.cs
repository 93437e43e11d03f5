using Hippique.Pages;

namespace Hippique.Exports;

/// <summary>The style of a report: cards on a phone, tables on a wide screen and on paper, light and dark.</summary>
internal static class ReportStyle
{
    private const string Sheet = """

        :root { color-scheme: light dark; --ink: #1c2421; --soft: #56625d; --line: #d5ddd9; --ground: #fbfcfb; --card: #fff; --accent: #0b6b45; --claim: #8a8f98; --alert: #8a4b00; --loss: #a3272c; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e7eeea; --soft: #a3b0aa; --line: #34403b; --ground: #131816; --card: #1b2220; --accent: #5fd0a0; --claim: #98a0a8; --alert: #f0b060; --loss: #ff8f8f; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 64rem; padding: 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.45 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
        h1 { margin: 0 0 .4rem; font-size: 1.5rem; line-height: 1.2; }
        h2 { margin: 2rem 0 .4rem; padding-top: .6rem; border-top: 2px solid var(--line); font-size: 1.25rem; }
        h3 { margin: 1.2rem 0 .3rem; font-size: 1rem; }
        p, ul { margin: .4rem 0; }
        ul { padding-left: 1.1rem; }
        .soft, figcaption, footer { color: var(--soft); font-size: .875rem; }
        footer { margin-top: 2rem; padding-top: .6rem; border-top: 1px solid var(--line); }
        .alert { padding: .4rem .7rem; border-left: 4px solid var(--alert); background: var(--card); font-weight: 600; }
        .pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: 0 1.5rem; }
        figure { margin: 0; min-width: 0; break-inside: avoid; }
        figcaption { display: flex; flex-wrap: wrap; gap: 0 1rem; }
        figcaption i { display: inline-block; width: 1.4em; margin-right: .35em; border-top: 3px solid var(--accent); vertical-align: .25em; }
        figcaption i.claimed { border-top: 3px dashed var(--claim); }
        figcaption i.luck { border-top: .7em solid var(--line); vertical-align: -.02em; }
        figcaption i.bar { border-top: .6em solid var(--accent); vertical-align: -.02em; }
        figcaption i.bar.claimed { border-top: .6em solid var(--claim); }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--soft); font-size: 11px; }
        svg path { fill: none; stroke-width: 1; }
        svg path.luck { fill: var(--line); opacity: .5; }
        svg .grid { stroke: var(--line); }
        svg .axis { stroke: var(--soft); }
        svg path.profit { stroke: var(--accent); stroke-width: 2; }
        svg path.claimed { stroke: var(--claim); stroke-width: 1.5; stroke-dasharray: 4 3; }
        svg rect.profit, svg circle { fill: var(--accent); }
        svg rect.claimed { fill: var(--claim); }
        svg .mean { stroke: var(--alert); stroke-width: 1.5; stroke-dasharray: 6 3; }
        table { width: 100%; border-collapse: collapse; font-size: .9rem; }
        th { color: var(--soft); font-size: .8rem; font-weight: 600; text-align: left; vertical-align: bottom; }
        th, td { padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        th:last-child, td:last-child { padding-right: 0; }
        .n { text-align: right; }
        td.n { white-space: nowrap; }
        .d { white-space: nowrap; }
        .loss { color: var(--loss); }
        @media screen and (max-width: 48rem) {
          thead { display: none; }
          table, tbody { display: block; }
          tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 1.2rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
          td { display: flex; justify-content: space-between; gap: 1rem; padding: .08rem 0; border: 0; text-align: right; overflow-wrap: anywhere; }
          td:not(.n) { grid-column: 1 / -1; }
          td.n { gap: .4rem; min-width: 0; }
          td::before { flex: 0 1 auto; white-space: normal; color: var(--soft); text-align: left; overflow-wrap: normal; content: attr(data-t); }
          td.k { display: block; font-weight: 700; text-align: left; }
          td.k::before { content: none; }
          td.e { display: none; }
        }
        @page { size: A4; margin: 12mm; }
        @page wide { size: A4 landscape; margin: 12mm; }
        @media print {
          :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --ground: #fff; --card: #fff; --accent: #0b6b45; --claim: #777; --alert: #000; --loss: #000; }
          body { max-width: none; padding: 0; font-size: 9.5pt; }
          h1 { font-size: 15pt; }
          h2 { margin-top: 7mm; font-size: 12pt; }
          h2, h3 { break-after: avoid; }
          table { font-size: 7.5pt; }
          th { font-size: 7pt; }
          th, td { padding: .6mm 2mm .6mm 0; }
          thead { display: table-header-group; }
          tr { break-inside: avoid; }
          h3 { margin: 3mm 0 1mm; font-size: 9pt; }
          h2 + p { break-after: avoid; }
          figcaption, footer, .soft { font-size: 8pt; }
          .tickets { page: wide; }
          .w { width: 18%; }
          .pictures { grid-template-columns: 1fr 1fr 1fr; gap: 0 5mm; }
          .alert { padding: 0 2mm; }
          * { print-color-adjust: exact; }
        }

        """;

    public static Html Markup { get; } = Html.Trusted(Sheet);
}
