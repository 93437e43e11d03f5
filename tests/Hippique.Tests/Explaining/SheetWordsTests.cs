using System.Globalization;
using Hippique.Explaining;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Sheets;
using Hippique.Racing;

namespace Hippique.Tests.Explaining;

/// <summary>Prices of the day's sheet as they are printed, and a word for whatever else can stand there.</summary>
public sealed class SheetWordsTests
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    [Theory]
    [InlineData(2.61, "2,7")]
    [InlineData(2.7, "2,7")]
    [InlineData(6.2000000000000011, "6,2")]
    [InlineData(12.01, "12,1")]
    [InlineData(3, "3,0")]
    public void The_lowest_price_is_rounded_up_so_that_nobody_plays_under_it(double price, string shown) =>
        new SheetWords(French).From(Horse(2, price)).ShouldBe(shown);

    /// <summary>Else 2.68 would stand there as 2.7 beside "from 2.7", and not pass.</summary>
    [Theory]
    [InlineData(2.68, "2,6")]
    [InlineData(2.7, "2,7")]
    public void The_price_of_the_look_is_rounded_down(double price, string shown) =>
        new SheetWords(French).Then(Horse(price, 3)).ShouldBe(shown);

    [Fact]
    public void A_dividend_that_no_operator_shows_is_marked() =>
        new SheetWords(French).From(Horse(2, 2.5) with { PricedBy = PriceSource.PayoutCalibration }).ShouldBe("~2,5");

    [Fact]
    public void A_price_that_passes_without_a_ticket_has_its_reason_beside_it()
    {
        var words = new SheetWords(French);
        words.Beside(Pool(GuardCode.SpCoverage, Horse(3, 2.5))).ShouldBe("Somme des probabilités placé");
        words.Beside(Pool(GuardCode.RoiMinSp, Horse(2, 2.5))).ShouldBeNull();
    }

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("en-GB")]
    public void Every_reason_and_every_state_has_a_word(string culture)
    {
        var words = new SheetWords(CultureInfo.GetCultureInfo(culture));
        foreach (var code in Enum.GetValues<GuardCode>())
            words.Nothing(Pool(code)).Length.ShouldBeInRange(3, 20, code.Text());
        foreach (var state in Enum.GetValues<SheetState>().Where(state => state != SheetState.Analysed))
            words.State(Race, Look(state)).Length.ShouldBeInRange(3, 20);
        words.State(Race with { Withdrawn = true }, Look(SheetState.NotMade)).ShouldBe(culture == "fr-FR" ? "annulée" : "called off");
        words.Nothing(Pool(null) with { OtherRules = true }).ShouldNotBe(words.Nothing(Pool(null)));
        words.Nothing(Pool(GuardCode.RaceOffered) with { Pool = null }).ShouldNotBe(words.Nothing(Pool(GuardCode.RaceOffered)));
    }

    private static SheetHorse Horse(double price, double from) =>
        new()
        {
            Number = 5,
            Horse = "CINQ",
            Price = price,
            PricedBy = PriceSource.PlaceRange,
            PlayableFrom = from,
        };

    private static SheetPool Pool(GuardCode? reason, params SheetHorse[] nearest) =>
        new()
        {
            Pool = Racing.Pool.ZEturf,
            Bet = BetType.SimplePlace,
            Reason = reason,
            Nearest = nearest,
            ModelledPrices = false,
        };

    private static SheetLook Look(SheetState state) =>
        new()
        {
            Phase = Phase.H5,
            State = state,
            At = default,
            Pools = [],
        };

    private static SheetRace Race { get; } =
        new()
        {
            Race = new RaceId(new DateOnly(2031, 3, 14), new RaceCode(1, 1)),
            Meeting = "VALMOREL",
            Name = "PRIX DES ORMES",
            Off = default,
            Url = "",
            Withdrawn = false,
            Tickets = [],
            H30 = Look(SheetState.NotMade),
            H5 = Look(SheetState.NotMade),
        };
}
