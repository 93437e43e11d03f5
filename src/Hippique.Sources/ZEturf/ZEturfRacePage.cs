using System.Text.Json;
using AngleSharp.Dom;
using Hippique.Racing;
using Hippique.Sources.Addresses;
using Hippique.Sources.Countries;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZEturf;

/// <summary>One race as ZEturf's page shows it.</summary>
/// <param name="Link">The race in ZEturf's numbering.</param>
/// <param name="View">Card and prices.</param>
/// <param name="Result">The result, once the page has an arrival; kept apart from the view, for no decision may see it.</param>
public sealed record ZEturfRace(RaceLink Link, RaceView View, RaceResult? Result);

/// <summary>
/// Reads a race's page: the table of runners, the odds and the stakes that its scripts carry, and after the race the arrival and the dividends.
/// </summary>
public static class ZEturfRacePage
{
    private const string Init = "Course.init(";

    /// <param name="html">The page.</param>
    /// <param name="url">Where it came from, for errors.</param>
    /// <param name="seenAt">When it was fetched: the page does not stamp its odds. Null for a saved page.</param>
    /// <param name="expected">The race that was asked for; null: whichever the page shows.</param>
    public static SourceAnswer<ZEturfRace> Parse(string html, string url, DateTimeOffset? seenAt = null, RaceId? expected = null)
    {
        using var document = ZEturfDocument.Open(html, url, ZEturfDocument.RaceBody, out var error);
        if (document is null)
            return Refuse(error!);
        var path = InlineScript.String(html, Init, "courseUri") ?? "";
        if (!ZEturfUrl.ParseRacePath(path).TryGet(out var reference))
            return Refuse(ZEturfDocument.Changed(url, Problem.Of($"the page does not say which race it is (courseUri)")));
        var id = new RaceId(reference.Date, reference.Code);
        if (expected is { } asked && asked != id)
            return Refuse(ZEturfDocument.Error(SourceErrorKind.WrongPage, url, Problem.Of($"asked for {asked}, the page shows {id}")));
        using var odds = InlineScript.Object(html, Init, "cotesInfos");
        if (odds is null)
            return Refuse(ZEturfDocument.Changed(url, Problem.Of($"the odds (cotesInfos) are missing or cut")));

        var notes = new List<string>();
        var parts = ZEturfRaceParts.Collect(document);
        var field = ZEturfRunners.Read(parts.Runners);
        if (!field.TryGet(out var runners))
            return Refuse(ZEturfDocument.Changed(url, field.Error));
        var frise = ZEturfFrise.Read(document)?.Find(race => race.Race.Date == id.Date && race.Race.Code == id.Code);
        if (Off(parts, frise, id.Date, notes) is not { } off)
            return Refuse(ZEturfDocument.Changed(url, Problem.Of($"the off is missing or not on the day of the programme")));
        if ((frise?.Name ?? parts.Name.Text()) is not { } name)
            return Refuse(ZEturfDocument.Changed(url, Problem.Of($"the race has no name")));

        var info = ZEturfRaceParts.Info(parts);
        if (info.Starters is { } starters && starters != runners.Count(runner => !runner.NonRunner))
            notes.Add($"the page announces {starters} starters and lists {runners.Count(runner => !runner.NonRunner)}");
        var card = new RaceCard
        {
            Id = id,
            Meeting = InlineScript.String(html, Init, "nomReunion") ?? frise?.Meeting ?? "",
            Country = CountryCode.FromAlpha2(InlineScript.String(html, Init, "alpha2")),
            Name = name,
            Off = off,
            Discipline = info.Discipline,
            DistanceMetres = info.Metres,
            Going = info.Going,
            Runners = runners,
        };
        return Finish(html, url, card, reference, odds.RootElement, parts, seenAt, notes);
    }

    private static SourceAnswer<ZEturfRace> Finish(
        string html,
        string url,
        RaceCard card,
        CourseReference reference,
        JsonElement odds,
        ZEturfRaceParts parts,
        DateTimeOffset? seenAt,
        List<string> notes
    )
    {
        var prices = ZEturfOdds.Read(odds, card.Runners, seenAt, notes);
        if (!prices.TryGet(out var pool))
            return Refuse(ZEturfDocument.Changed(url, prices.Error));
        pool = pool with { Offers = ZEturfOffers.Read(html, parts.BetIcons, notes) };
        var result = ZEturfResult.Read(parts, card, pool.Win);
        if (result is { IsOk: false })
            return Refuse(ZEturfDocument.Changed(url, result.Value.Error));
        var address = ZEturfUrl.Race(reference.Date, reference.Code, reference.Slug);
        var link = new RaceLink(ZEturfSite.Name, reference.Date, reference.Code, address);
        return SiteText
            .Clean(new RaceView(card, [pool], notes), ZEturfSite.Name, url)
            .Select(view => new ZEturfRace(link, view, result?.Value));
    }

    /// <summary>The strip's scheduled off; where the page's heading says otherwise, that is noted.</summary>
    private static DateTimeOffset? Off(ZEturfRaceParts parts, FriseRace? frise, DateOnly day, List<string> notes)
    {
        var heading = ZEturfFrise.Instant(parts.Off?.GetAttribute("data-timestamp"), day);
        if (frise?.Off is not { } scheduled)
            return heading;
        if (heading is { } other && other != scheduled)
            notes.Add(
                $"the page's heading says off at {ParisTime.ToParis(other):HH:mm}, its programme {ParisTime.ToParis(scheduled):HH:mm}"
            );
        return scheduled;
    }

    private static SourceAnswer<ZEturfRace> Refuse(SourceError error) => new SourceAnswer<ZEturfRace>.Refused(error);
}
