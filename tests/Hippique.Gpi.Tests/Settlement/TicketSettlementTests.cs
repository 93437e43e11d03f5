using CsCheck;
using Hippique.Gpi.Settlement;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Settlement.Bets;

namespace Hippique.Gpi.Tests.Settlement;

/// <summary>What holds of every ticket, and how its legs make up the whole.</summary>
public sealed class TicketSettlementTests
{
    private static readonly BetType[] Kinds =
    [
        BetType.SimpleGagnant,
        BetType.SimplePlace,
        BetType.CouplePlace,
        BetType.CoupleGagnant,
        BetType.Trio,
        BetType.Ze2Sur4,
        BetType.Ze4,
    ];

    /// <summary>Any ticket, arrival (dead heats, few starters, non-runners) and list of dividends, also such as no operator would publish.</summary>
    private static readonly Gen<(Ticket Ticket, FinishedRace Race)> Anything =
        from kind in Gen.Int[0, Kinds.Length - 1].Select(i => Kinds[i])
        from legs in Gen.Shuffle(Enumerable.Range(1, 9).ToArray(), Size(kind)).Array[1, 4]
        from cents in Gen.Int[50, 600]
        from declared in Gen.Int[2, 9]
        from order in Gen.Shuffle(Enumerable.Range(1, 9).ToArray(), 0, 6)
        from dead in Gen.Int[-1, 4]
        from official in Gen.Frequency((1, Gen.Const(false)), (9, Gen.Const(true)))
        from lines in Gen.Select(Gen.Shuffle(order.Length == 0 ? [1] : order, 1), Gen.Int[100, 3000], Gen.Bool)
            .Select((horses, pays, np) => new Dividend(kind, horses, pays / 100m, np ? "1 NP" : ""))
            .Array[0, 6]
        select (
            Ticket(kind, cents / 100m, legs),
            Run(
                Arrival(Text(order, dead), lines) with
                {
                    State = official ? ResultState.Official : ResultState.Provisional,
                    NonRunners = [.. Enumerable.Range(1, 9).Except(order).Take(2)],
                    Close = [.. order.Take(3).Select(horse => new WinPrice(horse, new Odds(1.1 + horse)))],
                },
                declared
            )
        );

    [Fact]
    public void Returned_IsNeverNegative_AndTheSumOfTheLegs() =>
        Anything.Sample(one =>
        {
            var settled = new TicketSettler(closingOdds: true).Settle(one.Ticket, one.Race);
            settled.Legs.Count.ShouldBe(one.Ticket.Legs.Count);
            var known = settled.Legs.All(leg => leg.Returned is not null);
            (settled.Returned is not null).ShouldBe(known);
            (settled.Outcome is not TicketOutcome.Unsettled).ShouldBe(known);
            settled.Legs.ShouldAllBe(leg => leg.Returned == null || leg.Returned >= Euro.Zero);
            if (known)
                settled.Returned.ShouldBe(new Euro(settled.Legs.Sum(leg => leg.Returned!.Value.Amount)));
        });

    [Fact]
    public void Refunded_ReturnsItsStakeExactly() =>
        Anything.Sample(one =>
        {
            var whole = one.Race with { CalledOff = true, Result = null };
            new TicketSettler().Settle(one.Ticket, whole).Returned.ShouldBe(one.Ticket.Stake);
            var settled = new TicketSettler().Settle(one.Ticket, one.Race);
            if (settled.Outcome is TicketOutcome.Refunded)
                settled.Returned.ShouldBe(one.Ticket.Stake);
        });

    [Fact]
    public void Dividends_InAnotherOrder_ChangeNothing() =>
        Anything
            .SelectMany(one => Gen.Shuffle(one.Race.Result!.Dividends.ToArray()).Select(shuffled => (one.Ticket, one.Race, shuffled)))
            .Sample(one =>
            {
                var other = one.Race with { Result = one.Race.Result! with { Dividends = one.shuffled } };
                var settler = new TicketSettler(closingOdds: true);
                settler.Settle(one.Ticket, other).Legs.ShouldBe(settler.Settle(one.Ticket, one.Race).Legs);
            });

    [Fact]
    public void Legs_WonLostAndRefunded_MakeAWonTicket()
    {
        var result = Arrival(
            "5 1 11",
            Paid(BetType.SimplePlace, "5", 1.5m),
            Paid(BetType.SimplePlace, "1", 1.9m),
            Paid(BetType.SimplePlace, "11", 2.2m)
        ) with
        {
            NonRunners = [8],
        };
        var settled = new TicketSettler().Settle(Ticket(BetType.SimplePlace, 1, [8], [5], [4]), Run(result));
        settled.Outcome.ShouldBe(new TicketOutcome.Won());
        settled.Returned.ShouldBe(new Euro(2.5m));
    }

    [Fact]
    public void OneLegOpen_LeavesTheTicketOpen()
    {
        var result = Arrival("5 1 11", Paid(BetType.SimplePlace, "5", 1.5m)) with { NonRunners = [8] };
        var settled = new TicketSettler().Settle(Ticket(BetType.SimplePlace, 1, [8], [5], [4]), Run(result));
        settled.Outcome.ShouldBe(new TicketOutcome.Unsettled(UnsettledReason.DividendsIncomplete));
        settled.Returned.ShouldBeNull();
        settled.Legs.Select(leg => leg.Returned).ShouldBe([new Euro(1), new Euro(1.5m), null]);
    }

    [Fact]
    public void Returned_FractionsOfACent_AreNotPaid() =>
        new TicketSettler()
            .Settle(Ticket(BetType.Ze4, .5m, [1, 2, 3, 4]), Run(Arrival("1 2 3 4", Paid(BetType.Ze4, "1-2-3-4", 25.75m))))
            .Returned.ShouldBe(new Euro(12.87m));

    [Fact]
    public void Of_Card_CountsWhatWasDeclaredAndNamesWhatWasToStart()
    {
        var card = Races.Card(4) with { Cancelled = true };
        card = card with { Runners = [card.Runners[0] with { NonRunner = true }, .. card.Runners.Skip(1)] };
        var race = FinishedRace.Of(card, null);
        race.Starters.ShouldBe([2, 3, 4]);
        race.Declared.ShouldBe(4);
        FinishedRace.Of(card with { DeclaredRunners = 6 }, null).Declared.ShouldBe(6);
        race.CalledOff.ShouldBeTrue();
    }

    private static int Size(BetType kind) =>
        kind switch
        {
            BetType.SimpleGagnant or BetType.SimplePlace => 1,
            BetType.Trio => 3,
            BetType.Ze4 => 4,
            _ => 2,
        };

    /// <summary>The horse at <paramref name="dead"/> came in with the one before.</summary>
    private static string Text(int[] order, int dead) =>
        string.Concat(
            order.Select(
                (horse, place) =>
                    (
                        place == 0 ? ""
                        : place == dead ? "="
                        : " "
                    ) + horse
            )
        );
}
