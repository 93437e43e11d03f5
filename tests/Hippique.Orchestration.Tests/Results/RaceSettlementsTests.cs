using System.Text.Json;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Results;

/// <summary>How the settler's outcomes stand in <c>settlement.json</c>; the ticket is 2 € on horse 5 at 4.0 in ZEturf's pool.</summary>
public sealed class RaceSettlementsTests
{
    private static readonly Ticket Ticket = PlayedDays.Ticket(PlayedDays.Id("R1C1"), PlayedDays.Off("14:00"), 2);

    public static readonly TheoryData<UnsettledReason> Open = [.. Enum.GetValues<UnsettledReason>()];
    public static readonly TheoryData<RefundReason> Refunds = [.. Enum.GetValues<RefundReason>()];

    [Fact]
    public void A_winner_has_its_dividend_and_its_return()
    {
        var ticket = Of(new LegOutcome.Won(3.4m, DividendBasis.Official));
        (ticket.Outcome, ticket.Reason, ticket.Returned).ShouldBe((SettledState.Won, null, new Euro(6.8m)));
        var leg = ticket.Legs.ShouldHaveSingleItem();
        (leg.Dividend, leg.Basis, leg.Returned, leg.Odds).ShouldBe((3.4m, DividendBasis.Official, new Euro(6.8m), 4));
    }

    [Fact]
    public void A_loser_returns_nothing()
    {
        var ticket = Of(new LegOutcome.Lost());
        (ticket.Outcome, ticket.Reason, ticket.Returned).ShouldBe((SettledState.Lost, null, Euro.Zero));
        (ticket.Legs[0].Dividend, ticket.Legs[0].Basis).ShouldBe((null, null));
    }

    [Theory]
    [MemberData(nameof(Refunds))]
    public void A_refund_returns_the_stake_and_has_the_code_of_its_reason(RefundReason reason)
    {
        var ticket = Of(new LegOutcome.Refunded(reason));
        (ticket.Outcome, ticket.Returned).ShouldBe((SettledState.Refunded, Ticket.Stake));
        ticket.Reason.ShouldBe(JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()));
        ticket.Legs[0].Reason.ShouldBe(ticket.Reason);
    }

    [Theory]
    [MemberData(nameof(Open))]
    public void A_ticket_that_is_left_open_returns_nothing_yet_and_has_the_code_of_its_reason(UnsettledReason reason)
    {
        var ticket = Of(new LegOutcome.Unsettled(reason));
        (ticket.Outcome, ticket.Returned).ShouldBe((SettledState.Unsettled, null));
        ticket.Reason.ShouldBe(JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()));
        ticket.Legs[0].Returned.ShouldBeNull();
    }

    [Fact]
    public void A_dividend_in_doubt_stands_there_with_the_price_that_contradicts_it_and_is_not_booked()
    {
        var ticket = Of(new LegOutcome.Unsettled(UnsettledReason.DividendDoubtful) { Doubt = new DoubtfulDividend(200m, 2.1) });
        (ticket.Outcome, ticket.Reason, ticket.Returned).ShouldBe((SettledState.Unsettled, "dividend_doubtful", null));
        var leg = ticket.Legs[0];
        (leg.Dividend, leg.ClosingOdds, leg.Basis, leg.Returned, leg.ClosingLineValue).ShouldBe((200m, 2.1, null, null, null));
    }

    [Fact]
    public void The_closing_line_is_that_of_the_tickets_pool()
    {
        var result = new RaceResult
        {
            Id = Ticket.Race,
            Pool = Pool.PmuNational,
            State = ResultState.Official,
            Arrival =
            [
                [5],
            ],
            NonRunners = [],
            Dividends = [],
            Close = [new WinPrice(5, new Odds(9))],
            Others = [new PoolResult(Pool.ZEturf, [], [new WinPrice(5, new Odds(3.2))])],
        };
        var leg = Of(new LegOutcome.Lost(), result).Legs[0];
        leg.ClosingOdds.ShouldBe(3.2);
        leg.ClosingLineValue!.Value.ShouldBe(Math.Log(4 / 3.2), 1e-12);
        Of(new LegOutcome.Lost()).Legs[0].ClosingOdds.ShouldBeNull();
    }

    [Fact]
    public void A_file_is_read_as_it_was_written()
    {
        var fact = SettlementFact.Of([Settled(new LegOutcome.Won(3.4m, DividendBasis.Official))], null, "result.json");
        var bytes = ArtifactJson.Write(new RaceSettlements { Race = Ticket.Race, Facts = [fact] });
        ArtifactJson.Write(ArtifactJson.Read<RaceSettlements>("settlement.json", bytes)).ShouldBe(bytes);
    }

    /// <summary>As version 3 wrote it before the states: it reads, and its bytes stay.</summary>
    [Fact]
    public void A_fact_without_a_state_is_read_and_written_as_it_was()
    {
        var fact = SettlementFact.Of([Settled(new LegOutcome.Lost())], null, "result.json");
        var bytes = ArtifactJson.Write(new RaceSettlements { Race = Ticket.Race, Facts = [fact] });
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        text.ShouldNotContain("state");
        text.ShouldNotContain("difference");
        var read = ArtifactJson.Read<RaceSettlements>("settlement.json", bytes).Facts[0];
        (read.State, read.Difference, read.Returned, read.Open).ShouldBe((null, null, Euro.Zero, 0));
    }

    [Fact]
    public void A_fact_counts_what_its_settled_tickets_returned_and_those_left_open()
    {
        var fact = SettlementFact.Of(
            [Settled(new LegOutcome.Won(3.4m, DividendBasis.Official)), Settled(new LegOutcome.Unsettled(UnsettledReason.NoDividends))],
            null,
            "result.json"
        );
        (fact.Returned, fact.Open).ShouldBe((new Euro(6.8m), 1));
    }

    private static SettledTicket Of(LegOutcome outcome, RaceResult? result = null) => SettledTicket.Of(Settled(outcome), result);

    private static TicketSettlement Settled(LegOutcome outcome)
    {
        LegSettlement[] legs = [new LegSettlement(Ticket.Legs[0], outcome)];
        return new TicketSettlement
        {
            Ticket = Ticket,
            Legs = legs,
            Outcome = outcome switch
            {
                LegOutcome.Won => new TicketOutcome.Won(),
                LegOutcome.Lost => new TicketOutcome.Lost(),
                LegOutcome.Refunded(var reason) => new TicketOutcome.Refunded(reason),
                LegOutcome.Unsettled(var reason) => new TicketOutcome.Unsettled(reason),
                _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
            },
        };
    }
}
