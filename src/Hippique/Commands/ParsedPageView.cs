using System.Globalization;
using System.Text.Json;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Recognition;

namespace Hippique.Commands;

/// <summary>A saved page as tables for a reader.</summary>
internal sealed class ParsedPageView(Screen screen)
{
    private static readonly AccountWords Words = new(Texts.Culture);

    public void Show(SavedPage page)
    {
        Say("parse_is", page.File, Texts.Get("parse_kind_" + JsonNamingPolicy.SnakeCaseLower.ConvertName(page.Kind.ToString())));
        if (page.Race is { } race)
            ShowRace(race, page.Link);
        if (page.Participants is { } participants)
        {
            ShowRunners(participants.Runners, [participants.Live, participants.Reference]);
            ShowNotes(participants.Notes);
        }
        if (page.Result is { } result)
            ShowResult(result);
        if (page.Dividends is { } dividends)
        {
            ShowDividends(dividends.Dividends);
            ShowNotes(dividends.Notes);
        }
        new ParsedPoolsView(screen).Show(page);
        if (page.Programme is { } programme)
        {
            ShowProgramme(programme);
            ShowNotes(programme.Notes);
        }
        if (page.Days is { } days)
            ShowDays(days);
        if (page.Horse is { } horse)
            Say("parse_horse", horse.Name, horse.Starts, horse.Wins, horse.Performances.Count);
        if (page.Jockey is { } jockey)
            Say("parse_jockey", jockey.Name, jockey.Starts, jockey.Wins);
    }

    private void ShowRace(RaceView race, RaceLink? link)
    {
        var card = race.Card;
        screen.Say($"{card.Id}  {card.Meeting} ({card.Country})  {card.Name}  {Moment(card.Off)}");
        var facts = new[] { Kind(card.Discipline), card.DistanceMetres is { } metres ? $"{metres} m" : "", card.Going, link?.Url };
        screen.Say(string.Join("  ", facts.Where(fact => !string.IsNullOrEmpty(fact))));
        ShowRunners(card.Runners, race.Pools);
        foreach (var pool in race.Pools)
        {
            var offers = pool.Offers?.Select(offer => $"{Words.Bet(offer.Bet)} {Words.Money(offer.Minimum)}/{Words.Money(offer.Step)}");
            if (offers is not null)
                Say("parse_offers", pool.Pool.Code(), string.Join(", ", offers));
        }
        ShowNotes(race.Notes);
    }

    private void ShowNotes(IReadOnlyList<string> notes)
    {
        foreach (var note in notes)
            Say("parse_note", note);
    }

    private void ShowRunners(IReadOnlyList<Runner> runners, IReadOnlyList<PoolPrices> pools)
    {
        var priced = pools.Where(pool => pool.Win.Count > 0 || pool.Place.Count > 0).ToList();
        string[] columns =
        [
            "parse_column_number",
            "<parse_column_horse",
            "<parse_column_jockey",
            "<parse_column_trainer",
            "<parse_column_form",
            .. priced.Select(pool => $"parse_pool_{pool.Pool.Code()}{(pool.Origin == PriceOrigin.Reference ? "_reference" : "")}"),
        ];
        screen.Table(
            columns,
            runners.Select(runner =>
                (IReadOnlyList<string>)
                    [
                        Text(runner.Number),
                        runner.NonRunner ? $"{runner.Horse} ({Texts.Get("parse_non_runner")})" : runner.Horse,
                        runner.Jockey ?? "",
                        runner.Trainer ?? "",
                        runner.Form ?? "",
                        .. priced.Select(pool => Price(pool, runner.Number)),
                    ]
            )
        );
    }

    /// <summary>Win odds, and the place range if the pool has one.</summary>
    private static string Price(PoolPrices pool, int number)
    {
        var win = pool.Win.FirstOrDefault(price => price.Number == number)?.Odds.Value.ToString("0.0##", Texts.Culture) ?? "";
        var place = pool.Place.FirstOrDefault(price => price.Number == number)?.Range;
        return place is { } range ? string.Create(Texts.Culture, $"{win} ({range.Low:0.0}-{range.High:0.0})") : win;
    }

    private void ShowResult(RaceResult result)
    {
        var arrival = string.Join(" - ", result.Arrival.Select(place => string.Join(" = ", place)));
        Say(result.Official ? "parse_arrival" : "parse_arrival_provisional", arrival);
        ShowDividends(result.Dividends);
        ShowNotes(result.Notes);
    }

    private void ShowDividends(IReadOnlyList<Dividend> dividends)
    {
        if (dividends.Count == 0)
            return;
        screen.Table(
            ["<parse_column_bet", "<parse_column_combination", "parse_column_per_euro", "<parse_column_label"],
            dividends.Select(row =>
                (IReadOnlyList<string>)
                    [Words.Bet(row.Bet), string.Join('-', row.Combination), row.PerEuro.ToString("0.00", Texts.Culture), row.Label]
            )
        );
    }

    private void ShowProgramme(Programme programme)
    {
        string[] columns =
        [
            "<parse_column_race",
            "<parse_column_off",
            "<parse_column_meeting",
            "<parse_column_country",
            "<parse_column_discipline",
            "<parse_column_name",
            "parse_column_runners",
        ];
        screen.Table(
            columns,
            programme.Races.Select(race =>
                (IReadOnlyList<string>)
                    [
                        race.Link.Code.ToString(),
                        Moment(race.Off),
                        race.Meeting,
                        race.Country,
                        Kind(race.Discipline),
                        race.Name,
                        race.Cancelled ? Texts.Get("parse_cancelled")
                        : race.Runners is { } runners ? Text(runners)
                        : "",
                    ]
            )
        );
        Say("parse_races", programme.Races.Count, Day(programme.Date));
    }

    private void ShowDays(IReadOnlyList<SavedDay> days) =>
        screen.Table(
            ["<parse_column_date", "parse_column_races", "parse_column_priced", "parse_column_results", "parse_column_refused"],
            days.Select(day =>
                (IReadOnlyList<string>)[Day(day.Date), Text(day.Races), Text(day.Priced), Text(day.WithResult), Text(day.Refused.Count)]
            )
        );

    private static string Kind(Discipline discipline) => Words.Discipline(discipline);

    private static string Moment(DateTimeOffset instant) =>
        ParisTime.ToParis(instant).ToString("dd/MM HH:mm", CultureInfo.InvariantCulture);

    private static string Day(DateOnly date) => Texts.Get("words_day", date);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Say(string key, params object?[] args) => screen.Say(Texts.Get(key, args));
}
