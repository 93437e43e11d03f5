using CsCheck;
using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Tests.Planning;

public sealed class RaceNamingTests
{
    private static readonly DateOnly Day = new(2025, 11, 20);
    private readonly List<string> _notes = [];

    [Fact]
    public void A_new_race_takes_the_number_of_the_source_that_names_it() =>
        Names([Draft("pmu R1C3"), Draft("zeturf R59C1")]).ShouldBe(["R1C3", "R59C1"]);

    [Fact]
    public void A_number_that_is_taken_moves_by_hundreds_until_one_is_free()
    {
        Names([Draft("pmu R8C1"), Draft("zeturf R8C1"), Draft("geny R8C1")]).ShouldBe(["R8C1", "R108C1", "R208C1"]);
        _notes.Count.ShouldBe(2);
    }

    [Fact]
    public void A_meeting_that_moves_is_noted_once()
    {
        Names([Draft("pmu R8C1"), Draft("pmu R8C2"), Draft("zeturf R8C1"), Draft("zeturf R8C2")])
            .ShouldBe(["R8C1", "R8C2", "R108C1", "R108C2"]);
        _notes.ShouldBe(["R8 of zeturf (AUTEUIL) is another meeting's number too: named R108"]);
    }

    [Fact]
    public void A_number_that_cannot_move_further_is_an_error()
    {
        RaceDraft[] drafts = [.. Enumerable.Range(0, 11).Select(i => Draft($"s{i} R8C1"))];
        var error = Should.Throw<InvalidOperationException>(() => Names(drafts));
        error.Message.ShouldStartWith("no name is free for ");
    }

    [Fact]
    public void A_race_that_any_of_its_sources_named_before_keeps_its_name()
    {
        var earlier = Plan(("R6C1", ["pmu R6C1", "zeturf R59C1"]));
        Names([Draft("zeturf R59C1")], earlier).ShouldBe(["R6C1"]);
        Names([Draft("pmu R6C1")], earlier).ShouldBe(["R6C1"]);
        _notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_name_of_an_earlier_plan_is_never_given_to_another_race()
    {
        // R6C1 is no longer in any programme; its name and folder stay its own.
        var earlier = Plan(("R6C1", ["pmu R6C1"]));
        Names([Draft("zeturf R6C1")], earlier).ShouldBe(["R106C1"]);
    }

    [Fact]
    public void Two_races_that_were_one_before_get_two_names()
    {
        var earlier = Plan(("R6C1", ["pmu R6C1", "zeturf R59C1"]));
        Names([Draft("pmu R6C1"), Draft("zeturf R59C1")], earlier).ShouldBe(["R6C1", "R59C1"]);
    }

    /// <summary>Whatever the sources' numbers, no two races have one name, and naming the result again changes nothing.</summary>
    [Fact]
    public void Names_are_unique_and_stay() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 9], Gen.Int[1, 3])
            .Array[1, 24]
            .Sample(numbers =>
            {
                RaceDraft[] Drafts() => [.. numbers.Distinct().Select(number => Draft($"s{number.Item1} R{number.Item2}C{number.Item3}"))];
                // Samples run side by side: each has notes of its own.
                var names = Names(Drafts(), null, []);
                names.Distinct().Count().ShouldBe(names.Count);
                var plan = Plan([.. names.Zip(Drafts(), (name, draft) => (name, new[] { Text(draft) }))]);
                Names(Drafts(), plan, []).ShouldBe(names);
            });

    private List<string> Names(RaceDraft[] drafts, DayPlan? earlier = null) => Names(drafts, earlier, _notes);

    private static List<string> Names(RaceDraft[] drafts, DayPlan? earlier, List<string> notes) =>
        [.. RaceNaming.Name(Day, [.. drafts], earlier, notes).Select(named => named.Id.Code.ToString())];

    private static string Text(RaceDraft draft) => $"{draft.Lines[0].Link.Source} {draft.Lines[0].Link.Code}";

    private static RaceLink Link(string text) =>
        new(text.Split(' ')[0], Day, RaceCode.Parse(text.Split(' ')[1]).Value, "https://example.invalid/");

    private static RaceDraft Draft(string link) =>
        new(
            new ProgrammeRace
            {
                Link = Link(link),
                Meeting = "AUTEUIL",
                Country = "FRA",
                Name = "",
                Off = ParisTime.At(Day, new TimeOnly(12, 0)),
            }
        );

    private static DayPlan Plan(params (string Name, string[] Links)[] races) =>
        new()
        {
            Date = Day,
            Refused = [],
            Notes = [],
            Races =
            [
                .. races.Select(race => new PlannedRace
                {
                    Id = new RaceId(Day, RaceCode.Parse(race.Name).Value),
                    Meeting = "AUTEUIL",
                    Country = "FRA",
                    Name = "",
                    Off = ParisTime.At(Day, new TimeOnly(12, 0)),
                    Links = [.. race.Links.Select(Link)],
                    OffClaims = [],
                }),
            ],
        };
}
