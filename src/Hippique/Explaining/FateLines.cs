using System.Globalization;
using System.Text.Json;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>What became of a ticket, in lines of at most 80 columns.</summary>
internal sealed class FateLines(CultureInfo culture)
{
    private readonly AccountWords _words = new(culture);

    public IEnumerable<string> Of(TicketFate fate) => WrappedText.Of($"{fate.Ticket}{_words.Get("serve_colon")}{Words(fate)}", "");

    /// <summary>Without the name of the ticket.</summary>
    public string Words(TicketFate fate)
    {
        var state = fate.State == TicketFateState.Played ? Played(fate) : _words.Get($"fate_{Code(fate.State)}");
        return fate.State == TicketFateState.Played ? state + Money(fate.Played, "fate_money") : state + Money(fate.Paper, "fate_paper");
    }

    private string Played(TicketFate fate) =>
        _words.Get(
            "fate_played",
            _words.Money(fate.Staked),
            string.Join(", ", fate.Legs.Select(leg => Leg(fate, leg))),
            fate.Pool is { } pool ? pool.Code() : ""
        );

    private string Leg(TicketFate fate, PlayedLeg leg)
    {
        var numbers = string.Join('-', leg.Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        return fate.Legs.Count == 1
            ? _words.Get("fate_leg_only", numbers, leg.Odds)
            : _words.Get("fate_leg", numbers, leg.Stake.Amount, leg.Odds);
    }

    private string Money(FateMoney? money, string key) =>
        money is { Returned: { } returned, Outcome: not SettledState.Unsettled }
            ? _words.Get("serve_comma") + _words.Get(key, _words.Get($"fate_outcome_{Code(money.Outcome)}"), _words.Money(returned))
            : "";

    private static string Code<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
