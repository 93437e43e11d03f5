using Hippique.Sources.Pmu;

namespace Hippique.Sources.Recognition;

/// <summary>
/// PMU's answers on the money in its pools and on what they are expected to pay. Each is told by the name of its list, which also stands in one that is cut or has changed.
/// </summary>
internal static class SavedPoolAnswers
{
    /// <summary>Null: it is none of them.</summary>
    public static SavedPage? Read(SavedPage page, ReadOnlyMemory<byte> content)
    {
        if (Has(content, "\"listeCitations\""u8))
            return Of(
                page with
                {
                    Kind = PageKind.PmuCitations,
                },
                PmuCitationsAnswer.Parse(content, page.File),
                (read, money) => read with { Money = money }
            );
        if (Has(content, "\"listeCombinaisons\""u8) || Has(content, "\"pariType\""u8))
            return Of(
                page with
                {
                    Kind = PageKind.PmuCombinations,
                },
                PmuCombinationsAnswer.Parse(content, page.File),
                (read, money) => read with { Money = money }
            );
        if (Has(content, "\"rapportsParticipant\""u8))
            return Of(
                page with
                {
                    Kind = PageKind.PmuProbable,
                },
                PmuProbableAnswer.Parse(content, page.File),
                (read, probable) => read with { Probable = probable }
            );
        // Dividends are a list at the root too, and have no stakes.
        return Has(content, "\"totalEnjeu\""u8) && content.Span.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'[', ..]
            ? Of(
                page with
                {
                    Kind = PageKind.PmuTotals,
                },
                PmuTotalsAnswer.Parse(content, page.File),
                (read, totals) => read with { Totals = totals }
            )
            : null;
    }

    private static bool Has(ReadOnlyMemory<byte> content, ReadOnlySpan<byte> key) => content.Span.IndexOf(key) >= 0;

    private static SavedPage Of<T>(SavedPage page, SourceAnswer<T> answer, Func<SavedPage, T, SavedPage> with) =>
        answer switch
        {
            SourceAnswer<T>.Found { Value: var value } => with(page, value),
            SourceAnswer<T>.Refused { Error: var error } => page with { Error = error },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
