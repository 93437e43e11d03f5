using Hippique.Racing;
using Hippique.Sources.Boturfers;
using Hippique.Sources.Geny;
using Hippique.Sources.ZEturf;
using Hippique.Sources.ZoneTurf;

namespace Hippique.Sources.Recognition;

/// <summary>Pages of the sites: each reader is asked whether the page is one of its own.</summary>
internal static class SavedHtml
{
    private static readonly Func<SavedPage, string, (SavedPage? Page, SourceError? Error)>[] Readers =
    [
        ZEturfRace,
        ZEturfProgramme,
        GenyRace,
        GenyDay,
        Boturfers,
        Horse,
        Jockey,
    ];

    public static SavedPage Read(string name, string html)
    {
        var page = new SavedPage { File = name, Kind = PageKind.Unknown };
        SavedPage? broken = null;
        foreach (var reader in Readers)
        {
            var (read, error) = reader(page, html);
            if (read is { Error: null })
                return read;
            // The first reader that knows the page, and not the ones to which it is foreign, says what is wrong with it.
            if (error is { Kind: not (SourceErrorKind.Foreign or SourceErrorKind.WrongPage) })
                broken ??= read! with { Error = error };
        }
        return broken ?? PageRecogniser.Refused(name, SourceErrorKind.Foreign, Problem.Of($"HTML, but no page that the program knows"));
    }

    private static (SavedPage?, SourceError?) ZEturfRace(SavedPage page, string html)
    {
        switch (ZEturfRacePage.Parse(html, page.File))
        {
            case SourceAnswer<ZEturfRace>.Found { Value: var race }:
                return (page with { Kind = PageKind.ZeturfRace, Link = race.Link, Race = race.View, Result = race.Result }, null);
            case SourceAnswer<ZEturfRace>.Refused { Error: { Kind: SourceErrorKind.Unavailable } error }:
                return (page with { Kind = PageKind.ZeturfUnavailable, Error = error }, error);
            case SourceAnswer<ZEturfRace>.Refused { Error: var error }:
                // A page that is cut may be a programme.
                var programme = html.Contains(ZEturfDocument.BodyTag(ZEturfDocument.ProgrammeBody), StringComparison.Ordinal);
                var kind = programme ? PageKind.ZeturfProgramme : PageKind.ZeturfRace;
                return (page with { Kind = kind, Error = error }, error);
            default:
                return (null, null);
        }
    }

    private static (SavedPage?, SourceError?) ZEturfProgramme(SavedPage page, string html) =>
        Programme(page, PageKind.ZeturfProgramme, ZEturfProgrammePage.Parse(html, page.File));

    private static (SavedPage?, SourceError?) GenyRace(SavedPage page, string html) =>
        GenyRacePage.Read(html, page.File, null) switch
        {
            // The page of a race carries the whole day.
            SourceAnswer<RaceView>.Found { Value: var race } => (
                page with
                {
                    Kind = PageKind.GenyRace,
                    Race = race,
                    Programme = (GenyProgramme.Read(html, page.File, null) as SourceAnswer<Programme>.Found)?.Value,
                },
                null
            ),
            var refused => Refused(page, PageKind.GenyRace, refused),
        };

    private static (SavedPage?, SourceError?) GenyDay(SavedPage page, string html) =>
        Programme(page, PageKind.GenyProgramme, GenyProgramme.Read(html, page.File, null));

    private static (SavedPage?, SourceError?) Boturfers(SavedPage page, string html) =>
        Programme(page, PageKind.BoturfersProgramme, BoturfersProgramme.Read(html, page.File, null));

    private static (SavedPage?, SourceError?) Horse(SavedPage page, string html) =>
        ZoneTurfHorse.Read(html, page.File) switch
        {
            SourceAnswer<HorseStatistics>.Found { Value: var horse } => (page with { Kind = PageKind.ZoneTurfHorse, Horse = horse }, null),
            var refused => Refused(page, PageKind.ZoneTurfHorse, refused),
        };

    private static (SavedPage?, SourceError?) Jockey(SavedPage page, string html) =>
        ZoneTurfJockey.Read(html, page.File) switch
        {
            SourceAnswer<JockeyStatistics>.Found { Value: var jockey } => (
                page with
                {
                    Kind = PageKind.ZoneTurfJockey,
                    Jockey = jockey,
                },
                null
            ),
            var refused => Refused(page, PageKind.ZoneTurfJockey, refused),
        };

    private static (SavedPage?, SourceError?) Programme(SavedPage page, PageKind kind, SourceAnswer<Programme> answer) =>
        answer is SourceAnswer<Programme>.Found { Value: var programme }
            ? (page with { Kind = kind, Programme = programme }, null)
            : Refused(page, kind, answer);

    private static (SavedPage?, SourceError?) Refused<T>(SavedPage page, PageKind kind, SourceAnswer<T> answer)
    {
        var error = ((SourceAnswer<T>.Refused)answer).Error;
        return (page with { Kind = kind, Error = error }, error);
    }
}
