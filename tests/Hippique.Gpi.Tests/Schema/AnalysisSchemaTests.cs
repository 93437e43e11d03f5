using System.Text.Json;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Schema;

public sealed class AnalysisSchemaTests
{
    private static readonly double[] Win = [2.9, 4.6, 6.2, 8.4, 11, 14, 19, 26, 38, 61, 88, 112];

    [Fact]
    public void Schema_InTheDocs_IsWhatTheTypesWrite()
    {
        var schema = AnalysisSchema.Text();
        var fresh = Path.Combine(AppContext.BaseDirectory, "analysis_h5.schema.json");
        File.WriteAllText(fresh, schema);
        File.ReadAllText(InDocs())
            .ShouldBe(
                schema,
                $"the shape of analysis_h5.json changed: raise its `schema` if a reader would notice, then copy {fresh} to docs/"
            );
    }

    [Theory]
    [InlineData("gpi-v5.1", true)]
    [InlineData("gpi-edge", true)]
    [InlineData("gpi-v5.2", false)]
    public void Analysis_AsWritten_KeepsToTheSchema(string rules, bool withPrices)
    {
        var places = Win.Select(odds => (1 + (odds - 1) / 5, 1 + (odds - 1) / 2.6)).ToArray();
        var prices = Races.Prices(Pool.ZEturf, withPrices ? Win : [], withPrices ? places : null);
        var model = Models.With(Models.Payout(BetType.CouplePlace, 2));
        var analysis = new RaceAnalyser(RuleSets.Load(rules).Value, model).Analyse(
            Races.Input(Races.H5(Races.Card(12), prices), Pool.ZEturf)
        );

        using var schema = JsonDocument.Parse(File.ReadAllText(InDocs()));
        using var written = JsonDocument.Parse(ArtifactJson.Write(analysis));

        SchemaCheck.Errors(schema.RootElement, written.RootElement).ShouldBeEmpty();
    }

    [Fact]
    public void Decision_without_a_look_keeps_to_the_schema_and_is_known_as_one()
    {
        var race = new UnseenRace
        {
            Race = new RaceId(new DateOnly(2025, 11, 22), new RaceCode(2, 1)),
            Country = "GBR",
            Simulated = false,
            ProgramVersion = "3.0.0",
        };
        var analysis = new RaceAnalyser(RuleSets.Load("gpi-v5.1").Value).Refuse(race);
        var bytes = ArtifactJson.Write(analysis);

        using var schema = JsonDocument.Parse(File.ReadAllText(InDocs()));
        using var written = JsonDocument.Parse(bytes);
        SchemaCheck.Errors(schema.RootElement, written.RootElement).ShouldBeEmpty();
        var read = ArtifactJson.Read<RaceAnalysis>("analysis_h5.json", bytes);
        (read.IsUnseen, read.Outcome, read.Guards.Count).ShouldBe((true, Outcome.Unplayable, 1));
        (read with { Inputs = new Dictionary<string, string> { ["snapshot_h5.json"] = "00" } }).IsUnseen.ShouldBeFalse();
    }

    [Fact]
    public void Check_AnotherShape_IsNoticed()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(InDocs()));
        using var other = JsonDocument.Parse("""{"schema": "1", "races": []}""");
        var errors = SchemaCheck.Errors(schema.RootElement, other.RootElement);
        errors.ShouldContain("$: races is not in the schema");
        errors.ShouldContain("$: outcome is missing");
        errors.ShouldContain(error => error.StartsWith("$.schema:", StringComparison.Ordinal));
    }

    [Fact]
    public void Analysis_ReadAgain_IsTheSameBytes()
    {
        var analysis = new RaceAnalyser(RuleSets.Load("gpi-v5.1").Value, Models.ByHand).Analyse(
            Races.Input(Races.H5(Races.Card(12), Races.Prices(Pool.ZEturf, Win)), Pool.ZEturf)
        );
        var bytes = ArtifactJson.Write(analysis);
        ArtifactJson.Write(ArtifactJson.Read<RaceAnalysis>("analysis_h5.json", bytes)).ShouldBe(bytes);
    }

    private static string InDocs()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Hippique.slnx")))
                return Path.Combine(folder.FullName, "docs", "analysis_h5.schema.json");
        throw new DirectoryNotFoundException("the tests run inside the checkout");
    }
}
