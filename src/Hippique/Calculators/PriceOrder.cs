using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Calculators;

/// <summary>How odds become probabilities.</summary>
internal enum PriceMethod
{
    Multiplicative,
    Power,
    Shin,
    OddsRatio,
    Fitted,
}

/// <summary>What <c>hippique price</c> was asked, found sound.</summary>
internal sealed record PriceOrder
{
    private const double MostExponent = 5;
    private const int MostPlaces = 4;
    private const int MostDeclared = 40;

    public required double[] Odds { get; init; }
    public required double[]? PlaceOdds { get; init; }
    public required Discipline Discipline { get; init; }

    /// <summary>Null: as many as Simple placé pays with so many declared.</summary>
    public required int? Places { get; init; }

    /// <summary>Runners declared, at least as many as there are odds.</summary>
    public required int Declared { get; init; }
    public required PriceMethod Method { get; init; }

    /// <summary>Whose exponent; null: that of the user's first operator.</summary>
    public required Pool? Pool { get; init; }

    /// <summary>Null: the model's for pool and discipline.</summary>
    public required double? Exponent { get; init; }

    /// <summary>The odds may have been meant with decimal commas.</summary>
    public required bool Ambiguous { get; init; }

    /// <summary>Discounts of second and third; null: the model's law of the discipline.</summary>
    public required (double Second, double Third)? Discounts { get; init; }

    /// <summary>The words as they were typed.</summary>
    internal sealed record Words
    {
        public required string Odds { get; init; }
        public required string? PlaceOdds { get; init; }
        public required string? Discipline { get; init; }
        public required int? Places { get; init; }
        public required int? Declared { get; init; }
        public required string? Method { get; init; }
        public required string? Pool { get; init; }
        public required string? Exponent { get; init; }
        public required bool Harville { get; init; }
        public required string? Discounts { get; init; }
    }

    public static ParseResult<PriceOrder> Read(Words words)
    {
        var odds = NumberList.Odds("--odds", words.Odds);
        if (!odds.IsOk)
            return Fail(odds.Error);
        if (odds.Value.Length < 2)
            return Fail(Texts.Said("price_two_runners"));
        var place = words.PlaceOdds is null ? default : NumberList.Odds("--place-odds", words.PlaceOdds);
        if (words.PlaceOdds is not null && !place.IsOk)
            return Fail(place.Error);
        if (place.IsOk && place.Value.Length != odds.Value.Length)
            return Fail(Texts.Said("price_place_odds_count", place.Value.Length, odds.Value.Length));
        var discipline = DisciplineName.Parse(words.Discipline);
        if (!discipline.IsOk)
            return Fail(Problem.Of($"--discipline: {discipline.Error}"));
        if (words.Places is < 1 or > MostPlaces)
            return Fail(Texts.Said("price_places_refused", words.Places, MostPlaces));
        if (words.Places > odds.Value.Length)
            return Fail(Texts.Said("price_places_above", words.Places, odds.Value.Length));
        if (words.Declared < odds.Value.Length || words.Declared > MostDeclared)
            return Fail(Texts.Said("price_declared_out", words.Declared, odds.Value.Length, MostDeclared));
        if (words.Declared is not null && words.Places is not null)
            return Fail(Texts.Said("price_declared_and_places"));
        var method = MethodOf(words);
        if (!method.IsOk)
            return Fail(method.Error);
        var pool = words.Pool is null ? default : PoolText.ParseSold(words.Pool);
        if (words.Pool is not null && !pool.IsOk)
            return Fail(Problem.Of($"--pool: {pool.Error}"));
        if (words.Pool is not null && words.Exponent is not null)
            return Fail(Texts.Said("options_exclude", "--pool", "--exponent"));
        var exponent = words.Exponent is null ? default : NumberList.Positive("--exponent", words.Exponent, MostExponent);
        if (words.Exponent is not null && !exponent.IsOk)
            return Fail(exponent.Error);
        var discounts = DiscountsOf(words);
        if (!discounts.IsOk)
            return Fail(discounts.Error);
        return ParseResult<PriceOrder>.Ok(
            new PriceOrder
            {
                Odds = odds.Value,
                PlaceOdds = place.ValueOrDefault,
                Discipline = discipline.Value,
                Places = words.Places,
                Declared = words.Declared ?? odds.Value.Length,
                Method = method.Value,
                Pool = words.Pool is null ? null : pool.Value,
                Exponent = words.Exponent is null ? null : exponent.Value,
                Discounts = discounts.Value,
                Ambiguous = NumberList.IsAmbiguous(words.Odds),
            }
        );
    }

    private static ParseResult<PriceMethod> MethodOf(Words words)
    {
        PriceMethod? method = words.Method?.ToLowerInvariant() switch
        {
            null or "fitted" => PriceMethod.Fitted,
            "multiplicative" => PriceMethod.Multiplicative,
            "power" => PriceMethod.Power,
            "shin" => PriceMethod.Shin,
            "odds-ratio" => PriceMethod.OddsRatio,
            _ => null,
        };
        if (method is null)
            return ParseResult<PriceMethod>.Fail(WhyNot(words.Method!));
        return words.Exponent is not null && method != PriceMethod.Fitted
            ? ParseResult<PriceMethod>.Fail(Texts.Said("price_exponent_fitted", words.Method))
            : ParseResult<PriceMethod>.Ok(method.Value);
    }

    // Shares of races with a negative probability: counted on 2,877 French races with every closing price.
    private static Problem WhyNot(string method) =>
        method.ToLowerInvariant() switch
        {
            "additive" => Texts.Said("price_method_negative", "additive", 56, Expected),
            "goto" or "goto-conversion" => Texts.Said("price_method_negative", "goto-conversion", 59, Expected),
            _ => Texts.Said("price_method_unknown", Quoted.Short(method), Expected),
        };

    private const string Expected = "multiplicative, power, shin, odds-ratio, fitted";

    private static ParseResult<(double, double)?> DiscountsOf(Words words)
    {
        if (words.Harville)
        {
            return words.Discounts is null
                ? ParseResult<(double, double)?>.Ok((1, 1))
                : ParseResult<(double, double)?>.Fail(Texts.Said("options_exclude", "--harville", "--discounts"));
        }
        if (words.Discounts is null)
            return ParseResult<(double, double)?>.Ok(null);
        var read = NumberList.Parse("--discounts", words.Discounts, discount => discount is > 0 and <= 2, Texts.Get("numbers_positive", 2));
        return !read.TryGet(out var numbers) ? ParseResult<(double, double)?>.Fail(read.Error)
            : numbers.Length == 2 ? ParseResult<(double, double)?>.Ok((numbers[0], numbers[1]))
            : ParseResult<(double, double)?>.Fail(Texts.Said("price_discounts_count", numbers.Length));
    }

    private static ParseResult<PriceOrder> Fail(Problem error) => ParseResult<PriceOrder>.Fail(error);
}
