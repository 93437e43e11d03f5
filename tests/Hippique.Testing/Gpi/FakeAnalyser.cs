using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Racing;

namespace Hippique.Testing.Gpi;

/// <summary>Bets 2 € on the favourite's win wherever there is a price; remembers what it was given.</summary>
public sealed class FakeAnalyser : IRaceAnalyser
{
    private readonly Kept<AnalysisInput> _given = new();

    public IReadOnlyList<AnalysisInput> Given => _given.All;

    public RaceAnalysis Analyse(AnalysisInput input)
    {
        _given.Add(input);
        var card = input.H5.Card;
        var pool = input.H5.Pools.FirstOrDefault(prices => prices.Win.Count > 0);
        var favourite = pool?.Win.MinBy(price => price.Odds.Value);
        return new RaceAnalysis
        {
            Race = card.Id,
            Rules = "fake",
            ProgramVersion = input.ProgramVersion,
            Inputs = input.InputHashes,
            Simulated = input.H5.Simulated,
            ModelledPrices = input.H5.Pools.Any(prices => prices.Origin == PriceOrigin.Modelled),
            Pool = pool?.Pool,
            Market = BetType.SimpleGagnant,
            WinBook = pool?.Win.Sum(price => price.Odds.Implied),
            PlacesPaid = 3,
            Runners = [.. card.Runners.Select(runner => Runner(runner, pool))],
            Guards = [],
            Outcome = favourite is null ? Outcome.Unplayable : Outcome.Play,
            Reason = favourite is null ? GuardCode.OddsCoverage : null,
            Tickets = favourite is null ? [] : [Ticket(card, pool!.Pool, favourite)],
            Player = input.Player,
        };
    }

    public RaceAnalysis Refuse(UnseenRace race) =>
        new()
        {
            Race = race.Race,
            Rules = "fake",
            ProgramVersion = race.ProgramVersion,
            Inputs = new Dictionary<string, string>(),
            Simulated = race.Simulated,
            ModelledPrices = false,
            Pool = null,
            Market = BetType.SimpleGagnant,
            WinBook = null,
            PlacesPaid = 0,
            Runners = [],
            Guards = [],
            Outcome = Outcome.Unplayable,
            Reason = GuardCode.Country,
            Tickets = [],
        };

    private static RunnerAnalysis Runner(Runner runner, PoolPrices? pool)
    {
        double? price = pool?.Win.FirstOrDefault(win => win.Number == runner.Number)?.Odds.Value;
        return new RunnerAnalysis
        {
            Number = runner.Number,
            Horse = runner.Horse,
            OddsH30 = null,
            OddsH5 = price,
            MarketShare = null,
            WinProbability = null,
            PlaceProbability = null,
            Price = price,
            PredictedDividend = null,
            ExpectedRoi = null,
            PlayableFrom = price * 1.1,
        };
    }

    private static Ticket Ticket(RaceCard card, Pool pool, WinPrice favourite) =>
        new()
        {
            Id = $"{card.Id.Code}-1",
            Race = card.Id,
            Pool = pool,
            Bet = BetType.SimpleGagnant,
            Stake = new Euro(2),
            ExpectedReturn = new Euro(2.5m),
            ExpectedRoi = .25,
            ExpiresAt = card.Off - TimeSpan.FromSeconds(60),
            Legs =
            [
                new TicketLeg
                {
                    Numbers = [favourite.Number],
                    Horses = [card.Runners.First(runner => runner.Number == favourite.Number).Horse],
                    Stake = new Euro(2),
                    Odds = favourite.Odds.Value,
                    MinimumOdds = favourite.Odds.Value,
                    Probability = .4,
                    ExpectedDividend = 3,
                    DividendLow = 2,
                    DividendHigh = 4,
                },
            ],
        };
}
