using System.Text;
using Hippique.Gpi;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Pmu;

namespace Hippique.EndToEnd;

/// <summary>From PMU's answer to the analysis: eight are declared, the eighth is withdrawn, and three places are paid all the same.</summary>
public sealed class DeclaredPlacesTests
{
    private static readonly DateTimeOffset Off = DateTimeOffset.FromUnixTimeMilliseconds(1_796_000_300_000);
    private static readonly double[] Odds = [2.9, 4.6, 6.2, 8.4, 11, 14, 19];

    [Fact]
    public void A_horse_withdrawn_from_eight_leaves_three_places()
    {
        var analysis = Analyse(declared: null, withdrawn: true);
        (analysis.Declared, analysis.PlacesPaid).ShouldBe((8, 3));
        analysis.Runners.Sum(runner => runner.PlaceProbability!.Value).ShouldBe(3, 1e-9);
        analysis.Runners[0].PlaceProbability!.Value.ShouldBeInRange(.65, .72);
    }

    [Fact]
    public void Seven_of_which_none_was_withdrawn_have_two() => Analyse(declared: null, withdrawn: false).PlacesPaid.ShouldBe(2);

    [Fact]
    public void The_programmes_count_stands_where_the_list_is_shorter() => Analyse(declared: 9, withdrawn: false).PlacesPaid.ShouldBe(3);

    private static RaceAnalysis Analyse(int? declared, bool withdrawn)
    {
        var view = PmuParticipantsAnswer
            .Parse(Encoding.UTF8.GetBytes(Participants(withdrawn)), "participants", Pool.PmuInternet)
            .ShouldBeOfType<SourceAnswer<PmuParticipants>.Found>()
            .Value;
        var snapshot = new Snapshot
        {
            Phase = Phase.H5,
            PlannedAt = Off.AddMinutes(-5),
            TakenAt = Off.AddMinutes(-5),
            Source = "pmu",
            Url = "https://www.pmu.fr/turf/01122026/R1/C1",
            Card = new RaceCard
            {
                Id = new RaceId(new DateOnly(2026, 12, 1), new RaceCode(1, 1)),
                Meeting = "VALMOREL",
                Country = "FRA",
                Name = "PRIX A",
                Off = Off,
                Discipline = Discipline.Flat,
                Runners = view.Runners,
                DeclaredRunners = declared,
            },
            Pools = [view.Live],
        };
        return new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value).Analyse(
            new AnalysisInput
            {
                H5 = snapshot,
                Operators = [Pool.PmuInternet],
                Countries = [],
                Bankroll = new Euro(500),
                BudgetPerRace = new Euro(5),
                ProgramVersion = "3.0.0",
                InputHashes = new Dictionary<string, string>(),
            }
        );
    }

    private static string Participants(bool withdrawn)
    {
        var runners = Odds.Select(
            (odds, i) =>
                FormattableString.Invariant(
                    $$$"""{"numPmu": {{{i + 1}}}, "nom": "CHEVAL {{{i + 1}}}", "statut": "PARTANT", "dernierRapportDirect": {"typePari": "E_SIMPLE_GAGNANT", "rapport": {{{odds}}}, "dateRapport": 1796000000000}}"""
                )
        );
        IEnumerable<string> all = withdrawn ? [.. runners, """{"numPmu": 8, "nom": "CHEVAL 8", "statut": "NON_PARTANT"}"""] : runners;
        return $$"""{"participants": [{{string.Join(", ", all)}}]}""";
    }
}
