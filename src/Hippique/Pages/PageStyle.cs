using System.Security.Cryptography;
using System.Text;

namespace Hippique.Pages;

/// <summary>The one style sheet of all pages: in each of them, so that a page is one answer, and named by its hash in the policy, so that no other style is applied.</summary>
internal static class PageStyle
{
    private const string Sheet = """

        :root { color-scheme: light dark; --ink: #1c2421; --soft: #56625d; --line: #d5ddd9; --ground: #fbfcfb; --card: #fff; --accent: #0b6b45; --on-accent: #fff; --alert: #8a4b00; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e7eeea; --soft: #a3b0aa; --line: #34403b; --ground: #131816; --card: #1b2220; --accent: #5fd0a0; --on-accent: #08130e; --alert: #f0b060; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 52rem; padding: 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
        header { display: flex; gap: .6rem; align-items: baseline; padding-bottom: .6rem; border-bottom: 1px solid var(--line); }
        header a { color: var(--accent); font-size: 1.25rem; font-weight: 700; text-decoration: none; }
        header span, footer, .soft { color: var(--soft); font-size: .9rem; }
        footer { margin-top: 2rem; padding-top: .8rem; border-top: 1px solid var(--line); }
        main { overflow-wrap: anywhere; }
        h1 { margin: 1.2rem 0 .4rem; font-size: 1.5rem; line-height: 1.25; }
        h1::first-letter { text-transform: uppercase; }
        h2 { margin: 1.6rem 0 .5rem; font-size: 1.1rem; }
        p { margin: .5rem 0; }
        a { color: var(--accent); }
        a:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        pre { margin: .5rem 0; padding: .6rem .8rem; overflow-x: auto; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); }
        .alert { padding: .5rem .8rem; border-left: 4px solid var(--alert); background: var(--card); }
        ul { margin: .5rem 0; padding-left: 1.2rem; }
        ul.cards { padding: 0; list-style: none; }
        ul.cards li { margin-bottom: .6rem; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); }
        button { min-height: 2.75rem; padding: .5rem 1.2rem; border: 0; border-radius: .4rem; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
        button.quiet { border: 1px solid var(--line); background: var(--card); color: var(--ink); }
        form { margin: 1.2rem 0; }
        ul.cards h2 { margin: 0 0 .3rem; }
        ul.cards form { margin: .6rem 0 0; }
        .field { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: center; justify-content: space-between; }
        .field label { flex: 1 1 9rem; }
        input { flex: 0 1 7rem; min-width: 0; min-height: 2.75rem; padding: .4rem .6rem; border: 1px solid var(--soft); border-radius: .4rem; background: var(--ground); color: var(--ink); font: inherit; text-align: right; }
        .buttons { display: flex; flex-wrap: wrap; gap: .6rem; }
        .buttons button { flex: 1 1 8rem; }

        """;

    /// <summary>For <c>style-src</c>: of what stands between the tags, byte by byte.</summary>
    public static readonly string Hash = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)));

    public static Html Markup { get; } = Html.Trusted(Sheet);
}
