using Hippique.Gpi.Rules;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;
using Hippique.Sources.Tests.Pages;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.RaceArchive;

public sealed class RecordedMutationTests
{
    [Fact]
    public void Line_Mutated_IsReadOrRefusedAndNeverShowsAnEmptyRace()
    {
        var line = RaceLineText
            .Race()
            .WithState(31, (1, 2.2), (2, 4.4))
            .WithState(6, (1, 2.0), (2, 5.0))
            .Set(
                "dividends",
                System.Text.Json.Nodes.JsonNode.Parse("""{"zeturf": {"win": [["2", 5.4]], "jumele_place": [["2-1", 28.3]]}}""")
            )
            .Line();
        Fuzz.Sample(line, Check);
    }

    private static void Check(string text)
    {
        var read = RaceLineReader.Read(System.Text.Encoding.UTF8.GetBytes(text));
        if (!read.TryGet(out var race))
        {
            read.Error.ToString().ShouldNotBeNullOrWhiteSpace();
            return;
        }
        race.Card.Runners.ShouldNotBeEmpty();
        var source = new RecordedSource(
            new RecordedDay(race.Card.Id.Date, [race], []),
            new FakeTimeProvider(race.Card.Off.AddHours(1)),
            Regulated.Default
        );
        var link = new RaceLink("recorded", race.Card.Id.Date, race.Card.Id.Code, "");
        foreach (var phase in new[] { Phase.H30, Phase.H5 })
        {
            var look = source.RaceAsync(new RaceQuery(link, phase, race.Card.Off - phase.BeforeOff()), CancellationToken.None);
            look.IsCompletedSuccessfully.ShouldBeTrue();
        }
        source.ResultAsync(link, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }
}
