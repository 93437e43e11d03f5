using Hippique.Gpi.Inputs;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Inputs;

public sealed class PoolViewTests
{
    private static readonly BetOffer Listed = new(BetType.SimplePlace, new Euro(2), new Euro(1), null);
    private static readonly BetOffer Regulated = new(BetType.SimplePlace, new Euro(1.5m), new Euro(.5m), null);

    [Fact]
    public void Field_CardInAnyOrder_IsItsStartersByNumber()
    {
        var card = Races.Card(4);
        var field = new Field(
            card with
            {
                Runners = [card.Runners[2], card.Runners[0] with { NonRunner = true }, card.Runners[3], card.Runners[1]],
            }
        );
        field.Runners.Select(runner => runner.Number).ShouldBe([2, 3, 4]);
        field.Count.ShouldBe(3);
        (field.IndexOf(2), field.IndexOf(4)).ShouldBe((0, 2));
        (field.IndexOf(1), field.IndexOf(99)).ShouldBe((-1, -1));
    }

    [Fact]
    public void Prices_OfANonRunnerOrAStranger_AreLeftOut()
    {
        var card = Races.Card(3);
        var field = new Field(card with { Runners = [card.Runners[0], card.Runners[1] with { NonRunner = true }, card.Runners[2]] });
        var view = new PoolView(field, Races.Prices(Pool.ZEturf, [2, 4, 5, 8], [(1.1, 1.3), (2, 2), (2, 2), (3, 3)]));
        view.Win.ShouldBe([2, 5]);
        view.Priced.ShouldBe(2);
        view.WinBook.ShouldBe(1 / 2.0 + 1 / 5.0, 1e-12);
        view.Place.Count(range => range is not null).ShouldBe(2);
        view.PlaceBook.ShouldBe(1 / new PlaceRange(1.1, 1.3).Typical + 1 / 2.0, 1e-12);
        view.HasPlaces.ShouldBeTrue();
    }

    [Theory]
    [InlineData(59.9, true)]
    [InlineData(60, false)]
    [InlineData(90, false)]
    public void Prices_OlderThanTheNewestOfTheStarters_AreNone(double minutes, bool isPrice)
    {
        var card = Races.Card(4);
        // The withdrawn horse's stamp, the newest of all, makes nobody's price old.
        var field = new Field(card with { Runners = [.. card.Runners.Take(3), card.Runners[3] with { NonRunner = true }] });
        var prices = Races.Prices(Pool.PmuInternet, [2, 4, 5, 8]);
        var newest = Races.Off.AddMinutes(-5);
        DateTimeOffset?[] stamps = [newest, newest.AddMinutes(-minutes), null, newest.AddHours(3)];
        var stamped = prices with { Win = [.. prices.Win.Select((price, i) => price with { At = stamps[i] })] };
        var view = new PoolView(field, stamped, 60);
        view.Win.ShouldBe([2, isPrice ? 4 : 0, 5]);
        view.Priced.ShouldBe(isPrice ? 3 : 2);
        view.WinBook.ShouldBe(1 / 2.0 + (isPrice ? 1 / 4.0 : 0) + 1 / 5.0, 1e-12);
        (view.IsStale(0), view.IsStale(1), view.IsStale(2)).ShouldBe((false, !isPrice, false));
        // Without a threshold every price counts.
        new PoolView(field, stamped).Win.ShouldBe([2, 4, 5]);
    }

    [Fact]
    public void Prices_NoPool_AreNone()
    {
        var view = new PoolView(new Field(Races.Card(3)), null);
        view.Win.ShouldBe([0, 0, 0]);
        (view.Priced, view.WinBook, view.PlaceBook, view.HasPlaces).ShouldBe((0, 0, 0, false));
        view.Offer(BetType.SimplePlace, Regulated).ShouldBeNull();
    }

    [Fact]
    public void Offer_PoolWithoutAList_IsTheRegulatedOne()
    {
        View(offers: null).Offer(BetType.SimplePlace, Regulated).ShouldBe(Regulated);
        View(offers: null).Offer(BetType.SimplePlace, null).ShouldBeNull();
    }

    [Fact]
    public void Offer_PoolWithAList_IsTheListsOwnOrNone()
    {
        View([Listed]).Offer(BetType.SimplePlace, Regulated).ShouldBe(Listed);
        View([Listed]).Offer(BetType.SimpleGagnant, Regulated).ShouldBeNull();
        View([]).Offer(BetType.SimplePlace, Regulated).ShouldBeNull();
    }

    private static PoolView View(IReadOnlyList<BetOffer>? offers) =>
        new(new Field(Races.Card(2)), Races.Prices(Pool.ZEturf, [2, 3], offers: offers));
}
