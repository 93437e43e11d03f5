using System.Globalization;
using Hippique.Orchestration.Sheets;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>The day's sheet for a terminal of 80 columns.</summary>
internal sealed class SheetLines(CultureInfo culture)
{
    private readonly SheetWords _words = new(culture);

    public IEnumerable<string> Of(DaySheet sheet)
    {
        if (sheet.Simulated)
            yield return _words.Get("tickets_simulated");
        List<string> head = [_words.Title(sheet), _words.Summary(sheet), .. _words.Legend(sheet)];
        if (sheet.ModelledPrices)
            head.Add(_words.Get("tickets_modelled"));
        foreach (var line in head.SelectMany(text => WrappedText.Of(text, "")))
            yield return line;
        foreach (var line in sheet.Races.SelectMany(Of))
            yield return line;
    }

    private IEnumerable<string> Of(SheetRace race)
    {
        var heading = _words.Get("sheet_race", ParisTime.ToParis(race.Off), race.Race.Code, race.Meeting, race.Name);
        var tickets = race.Tickets.SelectMany(ticket => ticket.Legs.Select(leg => _words.Ticket(ticket, leg)));
        var looks = race.Withdrawn ? [_words.Get("sheet_withdrawn")] : race.Looks.SelectMany(look => Of(race, look));
        return WrappedText
            .Of(CleanText.Line(heading), "")
            .Concat(tickets.Concat(looks).SelectMany(line => WrappedText.Of(CleanText.Line(line), "  ")));
    }

    private IEnumerable<string> Of(SheetRace race, SheetLook look)
    {
        var (name, at) = (SheetWords.Look(look.Phase), ParisTime.ToParis(look.At));
        return look.State == SheetState.Analysed
            ? look.Pools.Select(pool => Of(name, at, pool))
            : [_words.Get("sheet_look_unseen", name, at, _words.State(race, look))];
    }

    private string Of(string look, DateTimeOffset at, SheetPool pool)
    {
        if (pool.Nearest.Count == 0)
            return pool.Pool is { } sold
                ? _words.Get("sheet_look_nothing", look, at, _words.Pool(sold), _words.Nothing(pool))
                : _words.Get("sheet_look_unseen", look, at, _words.Nothing(pool));
        var horses = string.Join(_words.Get("sheet_between"), pool.Nearest.Select(Of));
        var line = _words.Get("sheet_look", look, at, pool.Pool is { } own ? _words.Pool(own) : "", _words.Bet(pool.Bet), horses);
        return _words.Beside(pool) is { } reason ? _words.Get("sheet_stopped", line, reason) : line;
    }

    private string Of(SheetHorse horse) => _words.Get("sheet_horse", horse.Number, horse.Horse, _words.From(horse), _words.Then(horse));
}
