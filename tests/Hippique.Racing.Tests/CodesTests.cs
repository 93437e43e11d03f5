using CsCheck;

namespace Hippique.Racing.Tests;

/// <summary>Words of files and settings: pools, phases, disciplines, races.</summary>
public sealed class CodesTests
{
    public static readonly TheoryData<Pool> Pools = [.. Enum.GetValues<Pool>()];
    public static readonly TheoryData<Discipline> Disciplines = [.. Enum.GetValues<Discipline>()];

    [Theory]
    [MemberData(nameof(Pools))]
    public void Code_of_every_pool_is_read_again(Pool pool) => PoolText.Parse(pool.Code()).Value.ShouldBe(pool);

    [Theory]
    [MemberData(nameof(Pools))]
    public void Only_the_common_pool_is_sold_by_nobody(Pool pool) =>
        PoolText.ParseSold(pool.Code()).IsOk.ShouldBe(pool != Pool.PmuInternational);

    [Theory]
    [InlineData("pmu", Pool.PmuInternet)]
    [InlineData(" PMU_National ", Pool.PmuNational)]
    [InlineData("ZEturf", Pool.ZEturf)]
    public void Name_of_an_operator_is_its_pool(string text, Pool pool) => PoolText.Parse(text).Value.ShouldBe(pool);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("betclic")]
    public void Any_other_operator_is_refused_with_those_that_there_are(string? text)
    {
        var error = PoolText.Parse(text).Error;
        error.ToString().ShouldStartWith($"'{text}' is no operator");
        Enum.GetValues<Pool>().ShouldAllBe(pool => error.ToString().Contains(pool.Code(), StringComparison.Ordinal));
    }

    [Fact]
    public void Pool_that_is_none_has_no_code() => Should.Throw<ArgumentOutOfRangeException>(() => ((Pool)99).Code());

    [Fact]
    public void Phases_are_due_thirty_and_five_minutes_before_the_off()
    {
        Phase.H30.BeforeOff().ShouldBe(TimeSpan.FromMinutes(30));
        Phase.H5.BeforeOff().ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Theory]
    [MemberData(nameof(Disciplines))]
    public void Code_of_every_discipline_is_read_again(Discipline discipline) =>
        DisciplineText.FromCode(discipline.Code()).ShouldBe(discipline);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("HARNESS")]
    [InlineData("trot")]
    public void Any_other_discipline_is_unknown(string? code) => DisciplineText.FromCode(code).ShouldBe(Discipline.Unknown);

    [Theory]
    [InlineData(Discipline.Flat, DisciplineFamily.Flat)]
    [InlineData(Discipline.Harness, DisciplineFamily.Trot)]
    [InlineData(Discipline.MountedTrot, DisciplineFamily.Trot)]
    [InlineData(Discipline.Hurdle, DisciplineFamily.Jumps)]
    [InlineData(Discipline.Steeplechase, DisciplineFamily.Jumps)]
    [InlineData(Discipline.CrossCountry, DisciplineFamily.Jumps)]
    [InlineData(Discipline.Obstacle, DisciplineFamily.Jumps)]
    [InlineData(Discipline.Unknown, DisciplineFamily.Unknown)]
    public void Every_discipline_has_its_family(Discipline discipline, DisciplineFamily family) => discipline.Family().ShouldBe(family);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1000, 1)]
    [InlineData(1, 1000)]
    public void Number_outside_one_to_999_is_no_race(int meeting, int race) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new RaceCode(meeting, race));

    [Fact]
    public void Name_of_a_race_is_its_folder() =>
        new RaceId(new DateOnly(2025, 1, 2), new RaceCode(12, 3)).ToString().ShouldBe("2025-01-02/R12C3");

    [Fact]
    public void Races_sort_by_day_meeting_and_number() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 12], Gen.Int[1, 12])
            .Array[2, 12]
            .Sample(numbers =>
            {
                var races = numbers.Select(n => new RaceId(new DateOnly(2025, 1, 1).AddDays(n.Item1), new RaceCode(n.Item2, n.Item3)));
                races.Order().ShouldBe(races.OrderBy(race => race.Date).ThenBy(race => race.Code.Meeting).ThenBy(race => race.Code.Race));
            });
}
