namespace Hippique.Pages;

/// <summary>The style of the day's sheet: cards on a phone, a table on a wide screen, and in print one A4 page whose type is as large as the number of its lines allows.</summary>
internal static class SheetStyle
{
    /// <summary>Below it the type is not made smaller: a day of more than about a hundred lines takes a second page.</summary>
    private const string Sheet = """

        :root { color-scheme: light dark; --ink: #1c2421; --soft: #56625d; --line: #d5ddd9; --ground: #fbfcfb; --card: #fff; --accent: #0b6b45; --alert: #8a4b00; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e7eeea; --soft: #a3b0aa; --line: #34403b; --ground: #131816; --card: #1b2220; --accent: #5fd0a0; --alert: #f0b060; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 80rem; padding: .75rem; background: var(--ground); color: var(--ink); font: 1rem/1.4 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
        h1 { margin: 0; font-size: 1.3rem; line-height: 1.2; }
        p { margin: .35rem 0; }
        a { color: inherit; }
        header p, footer { color: var(--soft); font-size: .85rem; }
        footer { margin-top: 1rem; padding-top: .5rem; border-top: 1px solid var(--line); }
        .alert { padding: .3rem .6rem; border-left: 4px solid var(--alert); background: var(--card); color: var(--ink); font-weight: 600; }
        table { width: 100%; margin-top: .6rem; border-collapse: collapse; }
        th { color: var(--soft); font-size: .85rem; text-align: left; }
        th, td { padding: .2rem .5rem .2rem 0; vertical-align: top; }
        tbody { border-top: 1px solid var(--line); }
        .c { display: flex; flex-wrap: wrap; gap: 0 .5rem; }
        .h { display: flex; gap: .3rem; min-width: 0; }
        .n { min-width: 0; }
        .i, .f, .a { flex: none; white-space: nowrap; }
        .f { color: var(--accent); font-weight: 700; }
        .t, .b, .w, .a, .l { color: var(--soft); }
        .r a { font-weight: 700; }
        .ticket td:last-child { color: var(--alert); font-weight: 700; }
        @media screen and (max-width: 60rem) {
          thead { display: none; }
          table, tbody, tr, td { display: block; }
          tbody { padding: .5rem 0; }
          td { padding: .1rem 0; }
          .o, .r { display: inline; font-weight: 700; }
          .n { overflow-wrap: anywhere; }
        }
        @media screen and (min-width: 60.01rem) { .l, .u { display: none; } }
        @page { size: A4; margin: 6mm; }
        @media print {
          :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --ground: #fff; --card: #fff; --accent: #000; --alert: #000; }
          body { --largest: 2.55mm; --row: calc(238mm / var(--rows)); --type: clamp(1.9mm, calc((var(--row) - .45mm) / 1.15), var(--largest)); }
          body.p2 { --largest: 2.3mm; }
          body.p3 { --largest: 2.1mm; }
          body { max-width: none; padding: 0; font-size: var(--type); line-height: 1.15; }
          h1 { display: inline; font-size: 3.6mm; }
          header p, footer { margin: .3mm 0; font-size: 2mm; line-height: 1.2; }
          header .s { display: inline; margin-left: 2mm; }
          footer { padding-top: .6mm; border-top: 0; font-size: 2.3mm; }
          .alert { padding: 0 1mm; }
          table { table-layout: fixed; margin-top: 1mm; }
          th { font-size: 2.2mm; line-height: 1.1; }
          th, td { padding: clamp(.1mm, calc((var(--row) - var(--type) * 1.15 - .4mm) / 2), .8mm) 1.2mm .1mm 0; }
          thead th.o { width: calc(var(--type) * 3.4); }
          thead th.r { width: calc(var(--type) * 10.5); }
          .p2 thead th.k { width: 45mm; }
          .p3 thead th.k { width: 30mm; }
          tbody { border-top: .2mm solid var(--line); break-inside: avoid; }
          tr { break-inside: avoid; }
          a, abbr { text-decoration: none; }
          .r { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
          .c { gap: 0 .5em; }
          .h { gap: .25em; white-space: nowrap; }
          .n { max-width: 8.5em; overflow: hidden; text-overflow: ellipsis; }
          .h:not(:first-of-type) .n, .p2 .h:nth-of-type(3), .p3 .h:not(:first-of-type) { display: none; }
          .p2 .n, .p3 .n { max-width: 3em; }
          .l, .a, .u { display: none; }
        }

        """;

    public static Html Markup { get; } = Html.Trusted(Sheet);
}
