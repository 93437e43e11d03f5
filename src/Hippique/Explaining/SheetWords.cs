using System.Globalization;
using System.Text.Json;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Pricing;
using Hippique.Orchestration.Sheets;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>Words and numbers of the day's sheet in one language.</summary>
internal sealed class SheetWords(CultureInfo culture)
{
    // A crumb of rounding must not push 6.2 down to 6.1.
    private const double Crumb = 1e-9;
    private readonly AccountWords _words = new(culture);

    public CultureInfo Culture => culture;

    public string Get(string key, params ReadOnlySpan<object?> args) => _words.Get(key, args);

    public string Title(DaySheet sheet) => Get("sheet_title", sheet.Date);

    /// <summary>When it was read, and how many races are on it and are not.</summary>
    public string Summary(DaySheet sheet)
    {
        var readAt = ParisTime.ToParis(sheet.ReadAt);
        var read = Get(ParisTime.ProgrammeOf(sheet.ReadAt) == sheet.Date ? "sheet_read_at" : "sheet_read_later", readAt);
        var races = sheet.Races.Count == 0 ? Get("sheet_none") : Get("sheet_races", sheet.Races.Count);
        return string.Join(" · ", sheet.Abroad == 0 ? [read, races] : [read, races, Get("sheet_abroad", sheet.Abroad)]);
    }

    /// <summary>What a price means, and how the looks differ.</summary>
    /// <param name="sheet">The day.</param>
    /// <param name="price">What stands before a price; null: words.</param>
    public IEnumerable<string> Legend(DaySheet sheet, string? price = null)
    {
        yield return Get("sheet_legend_price", Letter(BetType.SimpleGagnant), Letter(BetType.SimplePlace), price ?? Get("sheet_price"));
        yield return Get("sheet_legend_looks");
        if (sheet.Unpriced.Count > 0)
            yield return Get("sheet_unpriced", string.Join(", ", sheet.Unpriced.Select(Pool)));
    }

    public static string Look(Phase phase) => phase == Phase.H30 ? "H-30" : "H-5";

    public string Pool(Pool pool) => Get($"parse_pool_{pool.Code()}");

    public string Bet(BetType bet) => _words.Bet(bet);

    /// <summary>A bet on singles in one letter.</summary>
    public string Letter(BetType bet) => Get(bet == BetType.SimplePlace ? "sheet_bet_simple_place" : "sheet_bet_simple_gagnant");

    /// <summary>Up to the next tenth, so that nobody plays under it; marked if the operator shows no such odds.</summary>
    public string From(SheetHorse horse) => Mark(horse) + Up(horse.PlayableFrom);

    public string Up(double price) => Tenths.Up(price).ToString("0.0", culture);

    /// <summary>The price of the look, down to the tenth: it never seems to pass if it does not.</summary>
    public string Then(SheetHorse horse) => Mark(horse) + (Math.Floor(horse.Price * 10 + Crumb) / 10).ToString("0.0", culture);

    /// <summary>A price that passes in a race without a ticket needs the reason beside it.</summary>
    public string? Beside(SheetPool pool) =>
        pool.Reason is { } reason && pool.Nearest.Any(horse => horse.IsReached) ? _words.Guard(reason) : null;

    /// <summary>Why there is no horse.</summary>
    public string Nothing(SheetPool pool) =>
        pool.OtherRules ? Get("sheet_other_rules")
        : pool.Pool is null && pool.Reason == GuardCode.RaceOffered ? Get("sheet_no_pool")
        : pool.Reason is { } reason ? Reason(reason)
        : Get("sheet_reason_price");

    public string Reason(GuardCode reason) => Get(SheetPool.PriceHelps(reason) ? "sheet_reason_price" : $"sheet_reason_{reason.Text()}");

    /// <summary>Why a look has no prices.</summary>
    public string State(SheetRace race, SheetLook look) =>
        race.Withdrawn ? Get("sheet_withdrawn") : Get($"sheet_state_{JsonNamingPolicy.SnakeCaseLower.ConvertName(look.State.ToString())}");

    public string Ticket(Ticket ticket, TicketLeg leg) =>
        Get(
            "sheet_ticket",
            _words.Bet(ticket.Bet),
            string.Join(" + ", leg.Numbers.Zip(leg.Horses, (number, horse) => $"{number} {CleanText.Line(horse)}")),
            Pool(ticket.Pool),
            leg.Stake.Amount,
            Up(leg.MinimumOdds)
        );

    private static string Mark(SheetHorse horse) => horse.PricedBy == PriceSource.PayoutCalibration ? "~" : "";
}
