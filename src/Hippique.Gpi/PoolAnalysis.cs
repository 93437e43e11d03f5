using Hippique.Gpi.Calibration;
using Hippique.Gpi.Fields;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>The whole analysis for one pool in which the user can bet, in the order of the method; every step is kept for the account of it.</summary>
internal sealed class PoolAnalysis
{
    private readonly AnalysisInput _input;
    private readonly Field _field;
    private readonly PoolView _own;
    private readonly RuleSet _rules;
    private readonly MarketView _market;
    private readonly GuardList _guards = new();
    private readonly int _placesPaid;
    private readonly double[] _place;
    private readonly BetType _bet;
    private readonly SinglePrice?[] _prices;
    private readonly SinglesPlan _singles;
    private readonly Outcome _outcome;
    private readonly string? _reason;

    public PoolAnalysis(
        AnalysisInput input,
        Field field,
        PoolView own,
        IReadOnlyList<PoolView> pools,
        RuleSet rules,
        GpiModel model,
        Regulated regulated
    )
    {
        (_input, _field, _own, _rules) = (input, field, own, rules);
        var card = field.Card;
        _market = new MarketView(field, own, pools, model);
        _placesPaid = regulated.PlacesPaid(card.Id.Date, field.Count);
        var (orders, position) = OrdersOf(_market, model.OrderLaw(card.Discipline, _market.Exponent));
        _place = Placed(orders, position, _placesPaid);

        var offer = OfferOf(BetType.SimplePlace, regulated);
        _bet = own.HasPlaces && _placesPaid > 0 && offer is not null ? BetType.SimplePlace : BetType.SimpleGagnant;
        if (_bet == BetType.SimpleGagnant)
            offer = OfferOf(BetType.SimpleGagnant, regulated);
        var pool = own.Prices?.Pool ?? _market.Pool ?? Pool.ZEturf;
        var pricer = new SinglesPricer(rules, model.WinDividend(pool, card.Discipline));
        _prices = _bet == BetType.SimplePlace ? pricer.Place(own, _place) : pricer.Win(own, _market.Probability);
        var budget = new Euro(Math.Min(input.BudgetPerRace.Amount, rules.Budget.RaceMax));
        _singles = offer is null ? SinglesPlan.None : PlanSingles(offer, orders, position, budget);

        RaceGuards.Offered(_guards, input, own, offer is not null);
        RaceGuards.Prices(_guards, input, field, own, rules.Guards);
        RaceGuards.Books(_guards, own, _placesPaid, rules.Guards);
        TicketGuards(budget, offer);
        (_outcome, _reason) = Decide();
    }

    /// <summary>More expected growth of the bankroll from a ticket that may be bought; else nearer to one.</summary>
    public bool IsBetterThan(PoolAnalysis other) =>
        (_outcome == Outcome.Play) != (other._outcome == Outcome.Play) ? _outcome == Outcome.Play
        : (_outcome == Outcome.Unplayable) != (other._outcome == Outcome.Unplayable) ? other._outcome == Outcome.Unplayable
        : _singles.Growth > other._singles.Growth;

    public RaceAnalysis ToResult() =>
        new()
        {
            Race = _field.Card.Id,
            Rules = _rules.Name,
            ProgramVersion = _input.ProgramVersion,
            Inputs = new SortedDictionary<string, string>(
                _input.InputHashes.ToDictionary(pair => pair.Key, pair => pair.Value),
                StringComparer.Ordinal
            ),
            Simulated = _input.H5.Simulated,
            ModelledPrices = Modelled,
            Pool = _own.Prices?.Pool,
            Market = _bet,
            WinBook = _market.Leading?.WinBook,
            PlacesPaid = _placesPaid,
            Runners = [.. Enumerable.Range(0, _field.Count).Select(RunnerOf)],
            Guards = _guards.Verdicts,
            Outcome = _outcome,
            Reason = _reason,
            Tickets = _outcome == Outcome.Play ? [TicketOf()] : [],
        };

    private bool Modelled =>
        _input.H5.Pools.Any(pool => pool.Origin == PriceOrigin.Modelled)
        || _input.H30?.Pools.Any(pool => pool.Origin == PriceOrigin.Modelled) == true;

    private BetOffer? OfferOf(BetType bet, Regulated regulated) =>
        _own.Prices is null ? null : _own.Offer(bet, regulated.Stakes(_field.Card.Id.Date, _own.Prices.Pool, bet));

    private SinglesPlan PlanSingles(BetOffer offer, Orders orders, int[] position, Euro budget)
    {
        var part = new Euro(decimal.Round(budget.Amount * (decimal)_rules.Budget.SinglesShare, 2, MidpointRounding.ToZero));
        var limits = new StakeLimits(offer, part, _rules.Budget.HorseShareMax);
        var places = _bet == BetType.SimplePlace ? _placesPaid : 1;
        return new SinglesPlanner(_rules).Plan(_prices, orders, position, places, _input.Bankroll.ToDouble(), limits);
    }

    private void TicketGuards(Euro budget, BetOffer? offer)
    {
        var roi = _rules.Guards.RoiMinSp;
        var best = _prices.Where(price => price is { InWindow: true }).Max(price => price?.Roi);
        if (_singles.Legs.Count == 0)
            _guards.AtLeast("roi_min_sp", best, roi, GuardList.Leg, best is null ? "no starter in the window" : null);
        foreach (var leg in _singles.Legs)
            _guards.AtLeast("roi_min_sp", leg.Roi, roi, GuardList.Leg, $"n° {_field.Runners[leg.Runner].Number}");
        var buyable = _singles.Candidates == 0 || _singles.Legs.Count > 0;
        _guards.Add("stakes_buyable", (double)_singles.Total, offer?.Minimum.ToDouble(), buyable, GuardList.Singles);
        _guards.AtMost("budget_max", (double)_singles.Total, budget.ToDouble(), GuardList.All);
        _guards.AtMost("tickets_max", _singles.Legs.Count > 0 ? 1 : 0, _rules.Budget.TicketsMax, GuardList.All);
    }

    private (Outcome, string?) Decide()
    {
        if (_guards.FirstBlockingAll is { } blocking)
            return (RaceGuards.Codes.Contains(blocking.Code) ? Outcome.Unplayable : Outcome.Abstain, blocking.Code);
        return _singles.Legs.Count > 0 ? (Outcome.Play, null)
            : _singles.Candidates > 0 ? (Outcome.Abstain, "stakes_buyable")
            : (Outcome.Abstain, "roi_min_sp");
    }

    private RunnerAnalysis RunnerOf(int i)
    {
        var price = _prices[i];
        var runner = _field.Runners[i];
        double? Known(double value) => value > 0 ? value : null;
        return new RunnerAnalysis
        {
            Number = runner.Number,
            Horse = runner.Horse,
            OddsH30 = OddsH30Of(runner.Number),
            OddsH5 = Known(_own.Prices is null ? _market.Leading?.Win[i] ?? 0 : _own.Win[i]),
            MarketShare = Known(_market.Share[i]),
            WinProbability = Known(_market.Probability[i]),
            PlaceProbability = Known(_place[i]),
            Price = price?.Price,
            PredictedDividend = price?.Dividend,
            ExpectedRoi = price?.Roi,
            PlayableFrom = price?.PlayableFrom,
        };
    }

    private double? OddsH30Of(int number)
    {
        var pool = _own.Prices?.Pool ?? _market.Pool;
        var prices = _input.H30?.Pools.FirstOrDefault(prices => prices.Pool == pool);
        return prices?.Win.FirstOrDefault(price => price.Number == number)?.Odds.Value;
    }

    private Ticket TicketOf()
    {
        var legs = _singles.Legs.Select((leg, i) => LegOf(leg, _singles.Stakes[i])).ToList();
        var stake = new Euro(_singles.Total);
        var profit = _singles.ExpectedProfit;
        return new Ticket
        {
            Id = $"{_field.Card.Id.Code}-1",
            Race = _field.Card.Id,
            Pool = _own.Prices!.Pool,
            Bet = _bet,
            Legs = legs,
            Stake = stake,
            ExpectedReturn = Euro.FromComputed(stake.ToDouble() + profit, MidpointRounding.ToEven),
            ExpectedRoi = profit / stake.ToDouble(),
            ExpiresAt = _field.Card.Off.AddSeconds(-_rules.Guards.RaceOpenSeconds),
            Simulated = _input.H5.Simulated,
            ModelledPrices = Modelled,
        };
    }

    private TicketLeg LegOf(SinglePrice price, decimal stake)
    {
        var runner = _field.Runners[price.Runner];
        return new TicketLeg
        {
            Numbers = [runner.Number],
            Horses = [runner.Horse],
            Stake = new Euro(stake),
            Odds = price.Price,
            // A typical place price lies between tenths: rounding up must not refuse the price at which the ticket was written.
            MinimumOdds = Math.Min(price.PlayableFrom ?? price.Price, price.Price),
            Probability = price.Probability,
            ExpectedDividend = price.Dividend,
            DividendLow = price.Low,
            DividendHigh = price.High,
        };
    }

    private static (Orders, int[]) OrdersOf(MarketView market, OrderLaw law)
    {
        var position = new int[market.Probability.Length];
        var priced = new List<double>(position.Length);
        for (var i = 0; i < position.Length; i++)
        {
            position[i] = market.Probability[i] > 0 ? priced.Count : -1;
            if (position[i] >= 0)
                priced.Add(market.Probability[i]);
        }
        return (new Orders([.. priced], law), position);
    }

    private static double[] Placed(Orders orders, int[] position, int places)
    {
        var among = new double[orders.Count];
        orders.Places(places, among);
        var result = new double[position.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = position[i] >= 0 ? among[position[i]] : 0;
        return result;
    }
}
