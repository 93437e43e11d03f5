using Hippique.Racing;
using Hippique.Sources.Pmu;

namespace Hippique.Sources.Recognition;

/// <summary>Answers of PMU's API, told apart by what they hold.</summary>
internal static class SavedAnswers
{
    public static SavedPage Read(string name, ReadOnlyMemory<byte> content)
    {
        var page = new SavedPage { File = name, Kind = PageKind.Unknown };
        var programme = PmuProgrammeAnswer.Parse(content, name);
        if (programme is SourceAnswer<PmuProgramme>.Found { Value: var day })
        {
            var races = new Programme(day.Date, [.. day.Races.Select(race => race.ToLine())], day.Refused) { Notes = day.Notes };
            return page with { Kind = PageKind.PmuProgramme, Programme = races };
        }
        if (content.Span.IndexOf("\"coursesCourues\""u8) >= 0)
            return page with { Kind = PageKind.PmuPerformances, Error = Performances(name) };
        if (SavedPoolAnswers.Read(page, content) is { } pools)
            return pools;
        var participants = PmuParticipantsAnswer.Parse(content, name);
        if (participants is SourceAnswer<PmuParticipants>.Found { Value: var runners })
            return page with { Kind = PageKind.PmuParticipants, Participants = runners };
        var dividends = PmuDividendsAnswer.Parse(content, name);
        if (dividends is SourceAnswer<PmuDividends>.Found { Value: var paid })
            return page with { Kind = PageKind.PmuDividends, Dividends = paid };

        // Of the three errors the one of the kind that it is: the other two say that it is another page.
        var errors = new (PageKind Kind, SourceError Error)[]
        {
            (PageKind.PmuProgramme, ((SourceAnswer<PmuProgramme>.Refused)programme).Error),
            (PageKind.PmuParticipants, ((SourceAnswer<PmuParticipants>.Refused)participants).Error),
            (PageKind.PmuDividends, ((SourceAnswer<PmuDividends>.Refused)dividends).Error),
        };
        var told = errors.Where(entry => entry.Error.Kind != SourceErrorKind.WrongPage).ToArray();
        return told switch
        {
            [] => PageRecogniser.Refused(name, SourceErrorKind.Foreign, Problem.Of($"JSON, but no answer that the program knows")),
            // Broken JSON is broken for all three, and nobody knows what it was.
            [_, _, ..] => page with { Error = told[0].Error },
            [var (kind, error)] => page with { Kind = kind, Error = error },
        };
    }

    private static SourceError Performances(string name) =>
        new(
            SourceErrorKind.NotOffered,
            PmuSite.Name,
            name,
            Problem.Of($"past races in detail are not read; forms come from the participants")
        );
}
