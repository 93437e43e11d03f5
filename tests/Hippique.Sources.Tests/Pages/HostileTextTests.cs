using System.Text;
using System.Text.Json;
using Hippique.Racing;
using Hippique.Sources.Geny;
using Hippique.Sources.Pmu;
using Hippique.Sources.RaceArchive;
using Hippique.Sources.Recognition;
using Hippique.Sources.Tests.Geny;
using Hippique.Sources.Tests.RaceArchive;
using Hippique.Sources.ZEturf;

namespace Hippique.Sources.Tests.Pages;

/// <summary>A site whose text would command a terminal (issue 10, point 6): it is clean where the page has been read, and the answer counts what was dropped.</summary>
public sealed class HostileTextTests
{
    private const string Attack = "\u001b[31m\u001b]0;x\u0007\u202e\u200b";
    private const string Dropped = "control characters were dropped";

    [Theory]
    [InlineData(Attack)]
    [InlineData("&#27;[31m&#x202e;&#8203;")]
    public void ZEturf_page(string attack)
    {
        var page = OwnPages
            .Text("zeturf-course.html")
            .Replace("BRISE", attack + "BRISE", StringComparison.Ordinal)
            .Replace("Menant", "Men" + attack + "ant", StringComparison.Ordinal);
        var view = ZEturfRacePage.Parse(page, "page").ShouldBeOfType<SourceAnswer<ZEturfRace>.Found>().Value.View;
        (view.Card.Runners[1].Horse, view.Card.Runners[0].Jockey).ShouldBe(("BRISE D'ESSAI", "Menant A."));
        view.Notes.ShouldContain(note => note.Contains(Dropped, StringComparison.Ordinal));
        IsClean(view);
    }

    [Fact]
    public void ZEturf_programme()
    {
        var page = OwnPages.Text("zeturf-programme.html").Replace("Prix", Attack + "Prix", StringComparison.Ordinal);
        var programme = ZEturfProgrammePage.Parse(page, "page").ShouldBeOfType<SourceAnswer<Programme>.Found>().Value;
        programme.Notes.ShouldHaveSingleItem().ShouldContain(Dropped);
        IsClean(programme);
    }

    [Fact]
    public void Pmu_participants_and_programme()
    {
        const string Escaped = "\\u001b[31m\\u202e\\u009b2J";
        var answer = OwnPages.Text("pmu-participants.json").Replace("\"nom\": \"", $"\"nom\": \"{Escaped}", StringComparison.Ordinal);
        var read = PmuParticipantsAnswer
            .Parse(Encoding.UTF8.GetBytes(answer), "answer")
            .ShouldBeOfType<SourceAnswer<PmuParticipants>.Found>()
            .Value;
        read.Runners[1].Horse.ShouldBe("BRISE D'ESSAI");
        read.Notes.ShouldContain(note => note.Contains(Dropped, StringComparison.Ordinal));
        IsClean(read.Runners);
        var day = OwnPages.Text("pmu-programme.json").Replace("\"libelle\": \"", $"\"libelle\": \"{Escaped}", StringComparison.Ordinal);
        var programme = PmuProgrammeAnswer
            .Parse(Encoding.UTF8.GetBytes(day), "answer")
            .ShouldBeOfType<SourceAnswer<PmuProgramme>.Found>()
            .Value;
        programme.Notes.ShouldHaveSingleItem().ShouldContain(Dropped);
        IsClean(programme.Races.Select(race => race.Name));
    }

    [Fact]
    public void Geny_page_and_programme()
    {
        var page = GenyPages.Odds(parts => ((Dictionary<string, object?>)parts["race"]!)["nomPrix"] = Attack + "Prix de la Glycine");
        var view = GenyRacePage.Read(page, "page", null).ShouldBeOfType<SourceAnswer<RaceView>.Found>().Value;
        view.Card.Name.ShouldBe("Prix de la Glycine");
        view.Notes.ShouldContain(note => note.Contains(Dropped, StringComparison.Ordinal));
        var programme = GenyProgramme.Read(page, "page", null).ShouldBeOfType<SourceAnswer<Programme>.Found>().Value;
        programme.Notes.ShouldHaveSingleItem().ShouldContain(Dropped);
        IsClean(programme);
    }

    [Fact]
    public void Recorded_line()
    {
        var line = RaceLineText.Race();
        line["name"] = Attack + "PRIX";
        line["runners"]![0]!["trainer"] = "A" + Attack + "B";
        var race = RaceLineReader.Read(Encoding.UTF8.GetBytes(line.ToJsonString())).Value;
        (race.Card.Name, race.Card.Runners[0].Trainer).ShouldBe(("PRIX", "AB"));
        race.Notes.ShouldHaveSingleItem().ShouldContain(Dropped);
    }

    [Fact]
    public void A_name_of_control_characters_alone_is_a_page_that_has_changed()
    {
        var page = GenyPages.Odds(parts => ((List<Dictionary<string, object?>>)parts["runners"]!)[0]["nomCheval"] = Attack);
        GenyRacePage
            .Read(page, "page", null)
            .ShouldBeOfType<SourceAnswer<RaceView>.Refused>()
            .Error.Missing.ToString()
            .ShouldBe("number 1 has no name");
    }

    [Fact]
    public void An_error_quotes_no_control_character()
    {
        var error = new SourceError(SourceErrorKind.Changed, "zeturf", "http://x/" + Attack, Problem.Of($"a{Attack}b"));
        error.ToString().ShouldBe("zeturf: changed: ab (http://x/)");
        var saved = PageRecogniser.Read("a" + Attack + ".html", Encoding.UTF8.GetBytes("{\"message\": \"\\u001b[2Jno\"}"));
        saved.Error.ShouldNotBeNull().ToString().Any(char.IsControl).ShouldBeFalse();
    }

    /// <summary>Every text in it, whatever field a later version adds.</summary>
    private static void IsClean(object value)
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(value));
        Walk(json.RootElement);

        static void Walk(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.String)
                CleanText.Line(element.GetString()!).ShouldBe(element.GetString());
            else if (element.ValueKind == JsonValueKind.Array)
                foreach (var item in element.EnumerateArray())
                    Walk(item);
            else if (element.ValueKind == JsonValueKind.Object)
                foreach (var part in element.EnumerateObject())
                    Walk(part.Value);
        }
    }
}
