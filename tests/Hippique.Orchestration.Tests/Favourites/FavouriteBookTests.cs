using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Favourites;
using Hippique.Racing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Favourites;

/// <summary>Issue 10: how often each source names the same favourite as PMU over the last 200 races shows prices that stand on the wrong horse.</summary>
public sealed class FavouriteBookTests
{
    private readonly MemoryArtifactStore _store = new();
    private readonly FavouriteBook _book;

    public FavouriteBookTests() => _book = Book();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Last_200_races_in_which_both_name_a_favourite_are_counted()
    {
        for (var race = 0; race < 250; race++)
            await NoteAsync(race, ("pmu", "ALPHA"), ("zeturf", race >= 100 ? "ALPHA" : "BETA"));

        var zeturf = (await _book.AgreementsAsync(Token)).ShouldHaveSingleItem();

        zeturf.ShouldBe(new FavouriteAgreement("zeturf", 200, 150));
        zeturf.IsImplausible.ShouldBeFalse();
    }

    [Fact]
    public async Task Restart_and_another_process_count_the_same()
    {
        for (var race = 0; race < 60; race++)
            await NoteAsync(race, ("pmu", "ALPHA"), ("geny", race % 10 == 0 ? "ALPHA" : "BETA"), ("zeturf", "ALPHA"));
        // A phase that was killed after the line was written makes it again.
        await NoteAsync(59, ("pmu", "ALPHA"), ("geny", "BETA"), ("zeturf", "ALPHA"));

        var other = await Book().AgreementsAsync(Token);

        other.ShouldBe([new FavouriteAgreement("geny", 60, 6), new FavouriteAgreement("zeturf", 60, 60)]);
        other[0].IsImplausible.ShouldBeTrue();
        (await _book.AgreementsAsync(Token)).ShouldBe(other);
    }

    [Fact]
    public async Task Few_races_are_no_reason_to_warn()
    {
        for (var race = 0; race < 49; race++)
            await NoteAsync(race, ("pmu", "ALPHA"), ("geny", "BETA"));
        (await _book.AgreementsAsync(Token)).ShouldHaveSingleItem().IsImplausible.ShouldBeFalse();

        await NoteAsync(49, ("pmu", "ALPHA"), ("geny", "BETA"));
        (await _book.AgreementsAsync(Token)).ShouldHaveSingleItem().IsImplausible.ShouldBeTrue();
    }

    [Fact]
    public async Task Race_that_PMU_does_not_price_is_not_compared()
    {
        await NoteAsync(1, ("zeturf", "ALPHA"), ("geny", "ALPHA"));
        await NoteAsync(2, ("pmu", "ALPHA"));

        (await _book.AgreementsAsync(Token)).ShouldBeEmpty();
        (await _store.ListAsync("", Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Shared_favourites_agree_if_one_is_the_same()
    {
        await _book.NoteAsync(
            new RaceId(new DateOnly(2025, 11, 22), new RaceCode(1, 1)),
            new Dictionary<string, IReadOnlyList<string>> { ["pmu"] = ["ALPHA", "BETA"], ["zeturf"] = ["BETA"] },
            Token
        );

        (await _book.AgreementsAsync(Token)).ShouldBe([new FavouriteAgreement("zeturf", 1, 1)]);
    }

    [Fact]
    public async Task Line_that_was_changed_by_hand_counts_for_nothing()
    {
        await NoteAsync(1, ("pmu", "ALPHA"), ("zeturf", "ALPHA"));
        var path = (await _store.ListAsync("favourites/", Token)).ShouldHaveSingleItem();
        await _store.UpdateAsync(path, there => there.With("half a li\n"u8), Token);

        (await Book().AgreementsAsync(Token)).ShouldBe([new FavouriteAgreement("zeturf", 1, 1)]);
    }

    private FavouriteBook Book() => new(_store, NullLogger<FavouriteBook>.Instance);

    private Task NoteAsync(int race, params (string Source, string Horse)[] favourites) =>
        _book.NoteAsync(
            new RaceId(new DateOnly(2025, 11, 22).AddDays(race / 10), new RaceCode(1, 1 + (race % 10))),
            favourites.ToDictionary(pair => pair.Source, pair => (IReadOnlyList<string>)[pair.Horse]),
            Token
        );
}
