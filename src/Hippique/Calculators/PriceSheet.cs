using System.Text.Json.Serialization;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Calculators;

/// <summary>Fair probabilities and odds of one race, computed from prices by hand; also the JSON of <c>hippique price --json</c>.</summary>
internal sealed record PriceSheet
{
    /// <summary>Σ 1/odds.</summary>
    public required double Book { get; init; }

    /// <summary>The k of <c>p ∝ (1/o)^k</c>; null for the methods that have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Exponent { get; init; }

    /// <summary>Shin's share of insiders.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Z { get; init; }

    /// <summary>The constant odds ratio.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? C { get; init; }

    /// <summary>Σ 1/place odds divided by the places paid; null without place odds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PlaceBook { get; init; }

    /// <summary>In the order in which the odds were given.</summary>
    public required IReadOnlyList<PricedRunner> Runners { get; init; }

    [JsonIgnore]
    public PriceMethod Method { get; init; }

    [JsonIgnore]
    public int Places { get; init; }

    /// <summary>The pool whose exponent was asked for, and where its k comes from; null if no exponent of the model was used for the win.</summary>
    [JsonIgnore]
    public (Pool Pool, ExponentFit Fit)? Source { get; init; }

    /// <param name="order">What was asked.</param>
    /// <param name="model">Exponents and laws of the order.</param>
    /// <param name="regulated">How many places are paid.</param>
    /// <param name="day">The day whose regulations hold.</param>
    /// <param name="operators">The user's: the first of them whose pool has a fit gives the exponent if none was asked for.</param>
    public static PriceSheet Of(PriceOrder order, GpiModel model, Regulated regulated, DateOnly day, IReadOnlyList<Pool> operators)
    {
        var odds = order.Odds;
        var pool = order.Pool ?? operators.First(one => model.Exponents.Any(fit => fit.Family == one.Family()));
        var fit = model.Exponent(pool, order.Discipline);
        var fitted = order.Exponent ?? fit.Value;
        var win = new double[odds.Length];
        var parameter = Win(order, fitted, win);
        var places = order.Places ?? Math.Min(odds.Length, regulated.PlacesPaid(day, new FieldSize(order.Declared, odds.Length)));
        var place = new double[odds.Length];
        // Shin and the odds ratio correct as much as the fitted exponent does; so the law meant for shares is carried over with it.
        var exponent = order.Method is PriceMethod.Shin or PriceMethod.OddsRatio ? fitted : parameter;
        new Orders(win, LawOf(order, model, pool, exponent)).Places(places, place);
        return new PriceSheet
        {
            Method = order.Method,
            Places = places,
            Source = order.Method == PriceMethod.Fitted && order.Exponent is null ? (pool, fit) : null,
            Book = WinProbabilities.Book(odds),
            Exponent = order.Method is PriceMethod.Shin or PriceMethod.OddsRatio ? null : parameter,
            Z = order.Method == PriceMethod.Shin ? parameter : null,
            C = order.Method == PriceMethod.OddsRatio ? parameter : null,
            PlaceBook = order.PlaceOdds is { } prices && places > 0 ? WinProbabilities.Book(prices) / places : null,
            Runners = [.. odds.Select((o, i) => RunnerOf(o, win[i], places > 0 ? place[i] : null, order.PlaceOdds?[i]))],
        };
    }

    private static double Win(PriceOrder order, double fitted, double[] win)
    {
        switch (order.Method)
        {
            case PriceMethod.Multiplicative:
                WinProbabilities.Multiplicative(order.Odds, win);
                return 1;
            case PriceMethod.Power:
                return WinProbabilities.Power(order.Odds, win);
            case PriceMethod.Shin:
                return WinProbabilities.Shin(order.Odds, win);
            case PriceMethod.OddsRatio:
                return WinProbabilities.OddsRatio(order.Odds, win);
            default:
                WinProbabilities.Fitted(order.Odds, fitted, win);
                return fitted;
        }
    }

    private static OrderLaw LawOf(PriceOrder order, GpiModel model, Pool pool, double exponent) =>
        order.Discounts is { } discounts
            ? OrderLaw.Discounts(discounts.Second, discounts.Third, discounts.Third).OnExponent(IsHarville(discounts) ? 1 : exponent)
            : model.OrderLaw(pool, order.Discipline, exponent);

    private static bool IsHarville((double Second, double Third) discounts) => discounts is (1, 1);

    private static PricedRunner RunnerOf(double odds, double win, double? place, double? placeOdds) =>
        new()
        {
            Odds = odds,
            Win = win,
            FairOdds = 1 / win,
            Place = place,
            PlaceOdds = placeOdds,
            PlaceEv = placeOdds * place - 1,
        };
}

internal sealed record PricedRunner
{
    public required double Odds { get; init; }
    public required double Win { get; init; }

    /// <summary>1/win.</summary>
    public required double FairOdds { get; init; }

    /// <summary>Probability to be among the places paid; null if none is.</summary>
    public required double? Place { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PlaceOdds { get; init; }

    /// <summary>Expected profit per euro on the place at these place odds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PlaceEv { get; init; }
}
