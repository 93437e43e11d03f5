using System.Globalization;
using Hippique.Racing;

namespace Hippique.Sources;

/// <summary>
/// The text of a page made clean (<see cref="CleanText"/>) where the page has been read: no name, note or address of a site reaches a terminal, a log or a file as it came.
/// What was dropped is counted, and the answer says so.
/// </summary>
internal sealed class SiteText
{
    private int _dropped;

    private string? Note =>
        _dropped == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{_dropped} control characters were dropped from the text of the page");

    /// <summary>A horse or a race without a name that can be shown is a page that has changed.</summary>
    public static SourceAnswer<RaceView> Clean(RaceView view, string source, string url)
    {
        var text = new SiteText();
        var card = text.Card(view.Card);
        return text.Nameless(card) is { } missing
            ? new SourceAnswer<RaceView>.Refused(new SourceError(SourceErrorKind.Changed, source, url, missing))
            : new SourceAnswer<RaceView>.Found(view with { Card = card, Notes = text.Notes(view.Notes) });
    }

    /// <inheritdoc cref="Clean(RaceView, string, string)"/>
    public static ParseResult<RaceCard> Clean(RaceCard card, out string? note)
    {
        var text = new SiteText();
        var clean = text.Card(card);
        note = text.Note;
        return text.Nameless(clean) is { } missing ? ParseResult<RaceCard>.Fail(missing) : ParseResult<RaceCard>.Ok(clean);
    }

    /// <inheritdoc cref="Clean(RaceView, string, string)"/>
    public static ParseResult<IReadOnlyList<Runner>> Clean(IEnumerable<Runner> runners, out string? note)
    {
        var text = new SiteText();
        IReadOnlyList<Runner> clean = [.. runners.Select(text.Of)];
        note = text.Note;
        return Nameless(clean) is { } missing
            ? ParseResult<IReadOnlyList<Runner>>.Fail(missing)
            : ParseResult<IReadOnlyList<Runner>>.Ok(clean);
    }

    /// <summary>A race whose name is gone is shown by its number.</summary>
    public static Programme Clean(Programme programme)
    {
        var text = new SiteText();
        ProgrammeRace[] races =
        [
            .. programme.Races.Select(race =>
                race with
                {
                    Link = race.Link with { Url = text.Of(race.Link.Url) },
                    Meeting = text.Of(race.Meeting),
                    Country = text.Of(race.Country),
                    Name = text.Of(race.Name) is { Length: > 0 } name ? name : race.Link.Code.ToString(),
                }
            ),
        ];
        return programme with { Races = races, Notes = text.Notes(programme.Notes) };
    }

    private RaceCard Card(RaceCard card) =>
        card with
        {
            Meeting = Of(card.Meeting),
            Country = Of(card.Country),
            Name = Of(card.Name),
            Going = Optional(card.Going),
            NotOpen = Optional(card.NotOpen),
            Runners = [.. card.Runners.Select(Of)],
        };

    private Runner Of(Runner runner) =>
        runner with
        {
            Horse = Of(runner.Horse),
            Jockey = Optional(runner.Jockey),
            Trainer = Optional(runner.Trainer),
            Owner = Optional(runner.Owner),
            Sex = Optional(runner.Sex),
            Form = Optional(runner.Form),
            TrainerOpinion = Optional(runner.TrainerOpinion),
            Shoes = Optional(runner.Shoes),
            Blinkers = Optional(runner.Blinkers),
        };

    private Problem? Nameless(RaceCard card) =>
        _dropped > 0 && card.Name.Length == 0 ? Problem.Of($"the race has no name") : Nameless(card.Runners);

    private static Problem? Nameless(IReadOnlyList<Runner> runners) =>
        runners.FirstOrDefault(runner => runner.Horse.Length == 0) is { } nameless
            ? Problem.Of($"number {nameless.Number} has no name")
            : null;

    /// <summary>With the note of what was dropped so far, if anything was.</summary>
    public string[] Notes(IReadOnlyList<string> notes)
    {
        string[] clean = [.. notes.Select(CleanText.Line)];
        return Note is { } note ? [.. clean, note] : clean;
    }

    public string Of(string text)
    {
        var before = _dropped;
        var clean = CleanText.Line(text, ref _dropped);
        // Names are kept as published but for what was dropped; spaces that this left at an end say nothing.
        return before == _dropped ? clean : clean.Trim();
    }

    /// <summary>Null if nothing is left.</summary>
    public string? Optional(string? text) =>
        text is null ? null
        : Of(text) is { Length: > 0 } clean ? clean
        : null;
}
