using Hippique.Gpi.Calibration;
using Hippique.Racing;

namespace Hippique.Tests.Commands;

/// <summary>Golden numbers of an invented book of twelve, computed by hand from the published formulas; the command must give them to five digits.</summary>
public sealed class PriceCommandTests
{
    private const string Book = "2.9,4.6,6.2,8.4,11,14,19,26,38,61,88,112";
    private const double HalfDigit = 0.000006;

    private static readonly double[] Multiplicative =
    [
        .29752,
        .18757,
        .13916,
        .10272,
        .07844,
        .06163,
        .04541,
        .03319,
        .02271,
        .01414,
        .00980,
        .00770,
    ];
    private static readonly double[] Power =
    [
        .31695,
        .19265,
        .13959,
        .10058,
        .07519,
        .05796,
        .04169,
        .02972,
        .01973,
        .01184,
        .00797,
        .00614,
    ];
    private static readonly double[] Shin =
    [
        .31484,
        .19557,
        .14309,
        .10361,
        .07735,
        .05921,
        .04179,
        .02876,
        .01779,
        .00922,
        .00525,
        .00352,
    ];

    private static async Task<Cli> PriceAsync(params string[] more) => await Cli.RunAsync(["price", "--odds", Book, "--json", .. more]);

    private static double[] Column(Cli cli, string name) =>
        [.. cli.Json.GetProperty("runners").EnumerateArray().Select(runner => runner.GetProperty(name).GetDouble())];

    private static void ShouldBeGolden(double[] actual, params double[] golden)
    {
        for (var i = 0; i < golden.Length; i++)
            actual[i].ShouldBe(golden[i], HalfDigit);
    }

    [Theory]
    [InlineData("multiplicative", "exponent", 1)]
    [InlineData("power", "exponent", 1.07919)]
    [InlineData("shin", "z", .01608)]
    [InlineData("odds-ratio", "c", 1.19785)]
    public async Task Price_GoldenBook_GivesBookAndParameter(string method, string parameter, double value)
    {
        var cli = await PriceAsync("--method", method);
        cli.Code.ShouldBe(0);
        cli.Json.GetProperty("book").GetDouble().ShouldBe(1.15899, HalfDigit);
        cli.Json.GetProperty(parameter).GetDouble().ShouldBe(value, HalfDigit);
        cli.Json.EnumerateObject().Select(property => property.Name).ShouldBe(["book", parameter, "runners"]);
        Column(cli, "win").Sum().ShouldBe(1, 1e-12);
        Column(cli, "place").Sum().ShouldBe(3, 1e-9);
    }

    [Fact]
    public async Task Price_GoldenBook_GivesTheWinProbabilities()
    {
        ShouldBeGolden(Column(await PriceAsync("--method", "multiplicative"), "win"), Multiplicative);
        ShouldBeGolden(Column(await PriceAsync("--method", "power"), "win"), Power);
        ShouldBeGolden(Column(await PriceAsync("--method", "shin"), "win"), Shin);
        var ratio = Column(await PriceAsync("--method", "odds-ratio"), "win");
        ShouldBeGolden(ratio, .30526, .18824, .13833);
        ratio[^1].ShouldBe(.00746, HalfDigit);
    }

    [Fact]
    public async Task Price_ShinOnThreeRunners_IsThePublishedExample()
    {
        var cli = await Cli.RunAsync("price", "--odds", "2.6,2.4,4.3", "--method", "shin", "--json");
        ShouldBeGolden(Column(cli, "win"), .372994, .404779, .222227);
        cli.Json.GetProperty("z").GetDouble().ShouldBe(.016943, HalfDigit);
        // Fewer than four starters: no place is paid.
        cli.Json.GetProperty("runners")[0].GetProperty("place").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Price_Discounts_GiveTheGoldenPlaces()
    {
        string[] shares = ["--method", "multiplicative"];
        ShouldBeGolden(Column(await PriceAsync([.. shares, "--harville"]), "place"), .71259, .54513, .43750, .34029, .26826, .21518);
        ShouldBeGolden(
            Column(await PriceAsync([.. shares, "--discounts", ".81,.65"]), "place"),
            .63252,
            .49086,
            .40699,
            .33205,
            .27510,
            .23154
        );
        ShouldBeGolden(
            Column(await PriceAsync([.. shares, "--discounts", "0,76;0,62"]), "place"),
            .62042,
            .48288,
            .40231,
            .33040,
            .27559,
            .23349
        );
    }

    [Fact]
    public async Task Price_Exponent_IsUsedInsteadOfTheFittedOne()
    {
        var fitted = await PriceAsync("--discipline", "harness");
        var given = await PriceAsync("--exponent", "1.07919");
        given.Json.GetProperty("exponent").GetDouble().ShouldBe(1.07919);
        ShouldBeGolden(Column(given, "win"), Power);
        fitted.Json.GetProperty("exponent").GetDouble().ShouldNotBe(1.07919);
        Column(fitted, "fair_odds")[0].ShouldBe(1 / Column(fitted, "win")[0], 1e-12);
    }

    [Fact]
    public async Task Price_Pool_TakesTheExponentFittedOnItsFamily()
    {
        var model = GpiModels.Default;
        foreach (var (name, pool) in new[] { ("pmu_national", Pool.PmuNational), ("pmu", Pool.PmuInternet), ("genybet", Pool.Genybet) })
        {
            var cli = await PriceAsync("--discipline", "harness", "--pool", name);
            cli.Json.GetProperty("exponent").GetDouble().ShouldBe(model.Exponent(pool, Discipline.Harness).Value);
            cli.Json.EnumerateObject().Select(property => property.Name).ShouldBe(["book", "exponent", "runners"]);
        }
        // The first of OPERATORS: ZEturf, unless the user says otherwise.
        (await PriceAsync())
            .Json.GetProperty("exponent")
            .GetDouble()
            .ShouldBe(model.Exponent(Pool.ZEturf, Discipline.Unknown).Value);
    }

    [Fact]
    public async Task Price_ForPeople_SaysOnWhatTheExponentIsFitted()
    {
        var fit = GpiModels.Default.Exponent(Pool.PmuNational, Discipline.Obstacle);
        var cli = await Cli.RunAsync("price", "--odds", Book, "--pool", "pmu_national", "--discipline", "jumps");
        cli.Out.ShouldContain("pmu_national");
        var line = cli.Sentences;
        line.ShouldContain(fit.Races.ToString(System.Globalization.CultureInfo.InvariantCulture));
        line.ShouldContain(Hippique.Hosting.Texts.Get("price_fit_jumps"));
        line.ShouldContain(Hippique.Hosting.Texts.Get("price_family_national"));
        (await Cli.RunAsync("price", "--odds", Book, "--exponent", "1.1")).Out.ShouldNotContain("zeturf");
    }

    [Fact]
    public async Task Price_PlaceOdds_AreComparedWithTheChances()
    {
        var cli = await Cli.RunAsync("price", "--odds", "2,3,5,8", "--place-odds", "1.2,1.5,2,3", "--json");
        // Four starters: two places. Σ 1/odds = 0.8333 + 0.6667 + 0.5 + 0.3333 = 2.3333.
        cli.Json.GetProperty("place_book").GetDouble().ShouldBe(7.0 / 6, 1e-9);
        var first = cli.Json.GetProperty("runners")[0];
        first.GetProperty("place_ev").GetDouble().ShouldBe(1.2 * first.GetProperty("place").GetDouble() - 1, 1e-12);
    }

    [Theory]
    [InlineData("2,9,4,6", 4, true)]
    [InlineData("2,9,4", 3, true)]
    [InlineData("2,9;4,6", 2, false)]
    [InlineData("2.9,4.6", 2, false)]
    [InlineData("2.0,9,4,6", 4, false)]
    public async Task Price_Runners_AreCountedAndAnAmbiguousListIsSaid(string odds, int runners, bool ambiguous)
    {
        var cli = await Cli.RunAsync("price", "--odds", odds);
        cli.Out.Split('\n')[0].ShouldStartWith(Hippique.Hosting.Texts.Get("odds_read", runners, "")[..^1]);
        cli.Error.Contains(Hippique.Hosting.Texts.Get("odds_ambiguous", runners), StringComparison.Ordinal).ShouldBe(ambiguous);
        // Beside the JSON, which stays as it is.
        var json = await Cli.RunAsync("price", "--odds", odds, "--json");
        json.Json.GetProperty("runners").GetArrayLength().ShouldBe(runners);
        json.Error.ShouldBe(cli.Error);
    }

    [Theory]
    [InlineData("2.9,4.6,6.2,8.4", null)] // 1/2.9 + 1/4.6 + 1/6.2 + 1/8.4 = .8425
    [InlineData("2,3.0,6", "")] // exactly 1
    [InlineData("1.5,2.0,4,6", "")] // 1.583
    [InlineData("1.2,1.5,1.9", null)] // 2.026
    [InlineData("1.5,1.5", "")] // 1.333
    public async Task Price_BookUnderOneOrOverTwo_IsDoubted(string odds, string? error)
    {
        var cli = await Cli.RunAsync("price", "--odds", odds);
        var book = odds.Split(',').Sum(one => 1 / double.Parse(one, System.Globalization.CultureInfo.InvariantCulture));
        cli.Code.ShouldBe(0);
        cli.Error.TrimEnd()
            .ShouldBe(error ?? "hippique: " + Hippique.Hosting.Texts.Get(book < 1 ? "odds_book_low" : "odds_book_high", book));
    }

    /// <summary>Eight were declared and one has been withdrawn: three places are paid, not the two of a field of seven.</summary>
    [Theory]
    [InlineData(null, 2)]
    [InlineData("7", 2)]
    [InlineData("8", 3)]
    [InlineData("12", 3)]
    public async Task Places_are_counted_on_the_declared(string? declared, double places)
    {
        string[] asked = ["price", "--odds", "2.9,4.6,6.2,8.4,11,14,19", "--json"];
        var answer = await Cli.RunAsync(declared is null ? asked : [.. asked, "--declared", declared]);
        SumOfPlaces(answer).ShouldBe(places, 1e-9);
    }

    [Fact]
    public async Task Places_of_more_declared_than_runners_are_the_runners() =>
        SumOfPlaces(await Cli.RunAsync("price", "--odds", "2.2,2.4", "--declared", "8", "--json")).ShouldBe(2, 1e-9);

    private static double SumOfPlaces(Cli answer) =>
        answer.Json.GetProperty("runners").EnumerateArray().Sum(runner => runner.GetProperty("place").GetDouble());

    [Fact]
    public async Task Declared_below_the_runners_or_beside_places_is_refused()
    {
        (await Cli.RunAsync("price", "--odds", "2,3,4.5", "--declared", "2")).ShouldFailWith(
            Hippique.Hosting.Texts.Get("price_declared_out", 2, 3, 40)
        );
        (await Cli.RunAsync("price", "--odds", "2,3,4.5", "--declared", "41")).ShouldFailWith(
            Hippique.Hosting.Texts.Get("price_declared_out", 41, 3, 40)
        );
        (await Cli.RunAsync("price", "--odds", "2,3,4.5", "--declared", "8", "--places", "2")).ShouldFailWith(
            Hippique.Hosting.Texts.Get("price_declared_and_places")
        );
    }

    [Theory]
    [InlineData("en-GB", "--places: 4 is refused, there are only 3 runners")]
    [InlineData("fr-FR", "--places : 4 est refusé, il n'y a que 3 partants")]
    public async Task Price_MorePlacesThanRunners_IsRefusedInBothLanguages(string culture, string line)
    {
        Hippique.Hosting.Texts.In(System.Globalization.CultureInfo.GetCultureInfo(culture), "price_places_above", 4, 3).ShouldBe(line);
        (await Cli.RunAsync("price", "--odds", "2,3,4.5", "--places", "4")).ShouldFailWith(
            Hippique.Hosting.Texts.Get("price_places_above", 4, 3)
        );
        (await Cli.RunAsync("price", "--odds", "2,3,4.5", "--places", "3")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task Price_ForPeople_IsATable()
    {
        var cli = await Cli.RunAsync("price", "--odds", Book, "--method", "shin");
        cli.Code.ShouldBe(0);
        cli.Out.Split('\n').Count(line => line.StartsWith('│')).ShouldBe(13);
        cli.Out.Replace(',', '.').ShouldContain("0.31484");
    }

    [Theory]
    [InlineData("--odds: '1' is refused, odds are above 1", "--odds", "2.9,1")]
    [InlineData("--odds: 'x' is no number", "--odds", "2.9,x")]
    [InlineData("--odds: '-3' is no number", "--odds", "2.9,-3")]
    [InlineData("--odds: '' is no number", "--odds", "2.9,,3")]
    [InlineData("--odds: at least two runners", "--odds", "2.9")]
    [InlineData("--odds: 'NaN' is refused", "--odds", "2.9,NaN")]
    [InlineData("--place-odds: 2 numbers for 3 odds", "--odds", "2,3,4", "--place-odds", "1.2,1.3")]
    [InlineData("no method", "--odds", "2,3,4", "--method", "magic")]
    [InlineData("additive is refused, it gives negative probabilities", "--odds", "2,3,4", "--method", "additive")]
    [InlineData("no discipline", "--odds", "2,3,4", "--discipline", "polo")]
    [InlineData("--pool: 'tote' is no operator", "--odds", "2,3,4", "--pool", "tote")]
    [InlineData("--pool: 'pmu_international' is no operator", "--odds", "2,3,4", "--pool", "pmu_international")]
    [InlineData("--pool and --exponent exclude each other", "--odds", "2,3,4", "--pool", "pmu", "--exponent", "1.1")]
    [InlineData("--places: 7 is refused", "--odds", "2,3,4", "--places", "7")]
    [InlineData("--places: 0 is refused", "--odds", "2,3,4", "--places", "0")]
    [InlineData("--places: -1 is refused", "--odds", "2,3,4", "--places=-1")]
    [InlineData("only with --method fitted", "--odds", "2,3,4", "--method", "shin", "--exponent", "1.1")]
    [InlineData("--exponent: '0' is refused", "--odds", "2,3,4", "--exponent", "0")]
    [InlineData("exclude each other", "--odds", "2,3,4", "--harville", "--discounts", ".8,.6")]
    [InlineData("--discounts: two numbers", "--odds", "2,3,4", "--discounts", ".8")]
    public async Task Price_BadInput_IsOneLine(string line, params string[] args) =>
        (await Cli.RunAsync(["price", .. args])).ShouldFailWith(line);
}
