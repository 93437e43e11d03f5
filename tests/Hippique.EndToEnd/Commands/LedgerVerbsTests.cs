using System.Text.Json;
using Hippique.EndToEnd.Api;
using Hippique.EndToEnd.Serving;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.EndToEnd.Commands;

/// <summary><c>hippique played</c>, <c>skip</c>, <c>tickets</c>, <c>bilan</c> and <c>ledger</c>, as a player types them, and kills in the middle of an entry.</summary>
public sealed class LedgerVerbsTests : IDisposable
{
    private string _folder = Directory.CreateTempSubdirectory("hippique-ledger-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_player_says_what_he_played_and_sees_what_it_was_worth()
    {
        Directory.Delete(_folder);
        _folder = await ProposedTicket.FolderAsync();
        (await OutAsync("tickets --date 2025-11-22")).ShouldContain(line => line.StartsWith("PAPIER : ", StringComparison.Ordinal));

        var said = await OutAsync("played R1C3 --date 22/11/2025 --odds 3,1 --stake 1,5");
        said[0].ShouldBe("R1C3-1 : joué pour 1,50 € : n° 1 à 3,1 (zeturf)");
        said.ShouldNotContain(line => line.StartsWith("PAPIER", StringComparison.Ordinal));
        (await OutAsync("played R1C3-1 --date 2025-11-22 --odds 3.1 --stake 1.5")).ShouldContain(
            "C’était déjà noté ; rien n’a été ajouté."
        );
        await OutAsync("settle --date 2025-11-22");

        (await OutAsync("tickets --date 2025-11-22")).ShouldContain(
            "  R1C3-1 : joué pour 1,50 € : n° 1 à 3,1 (zeturf), gagné, rapporte 5,10 €"
        );
        var balance = await OutAsync("bilan --month 2025-11 --by racecourse");
        balance.ShouldContain("Bilan de novembre 2025");
        balance.ShouldContain("Joué : 1 ticket, 1,50 € misé, 5,10 € rendus, résultat +3,60 €");
        balance.ShouldContain("Papier : 1 ticket, 2,00 € misés, 6,80 € rendus, résultat +4,80 €");
        balance.ShouldContain(line => line.Contains("VALMOREL", StringComparison.Ordinal));
        // It was said more than a year after the race.
        balance.ShouldContain(line => line.StartsWith("1 ticket déclaré joué ou non seulement après le départ", StringComparison.Ordinal));
        balance.ShouldAllBe(line => line.Length <= 80);
        (await OutAsync("ledger check")).ShouldContain(line => line.StartsWith("Le registre est équilibré", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(string.Concat(await OutAsync("bilan --json")));
        json.RootElement.GetProperty("played").GetProperty("figures").GetProperty("profit").GetDecimal().ShouldBe(3.6m);
    }

    [Fact]
    public async Task A_changed_ledger_is_told_by_check_and_balance_with_exit_code_1()
    {
        Directory.Delete(_folder);
        _folder = await ProposedTicket.FolderAsync();
        await OutAsync("skip R1C3 --date 2025-11-22");
        var path = Path.Combine(_folder, "ledger", "2025-11.jsonl");
        var lines = await File.ReadAllLinesAsync(path, Token);
        await File.WriteAllLinesAsync(path, lines[1..], Token);

        foreach (var verb in (string[])["ledger check", "bilan"])
        {
            using var told = Verb(verb);
            (await told.ExitAsync()).ShouldBe(1, verb);
            told.Out.ShouldContain(line => line.Contains("ledger/2025-11.jsonl", StringComparison.Ordinal), verb);
        }
        foreach (
            var (language, line) in ((string, string)[])
                [
                    ("fr", "ledger/2025-11.jsonl a été modifié par autre chose que ce programme ; « hippique ledger check » dit où"),
                    ("en", "ledger/2025-11.jsonl was changed by something else than this program; 'hippique ledger check' says where"),
                ]
        )
        {
            using var refused = Verb("played R1C3 --date 2025-11-22", language);
            (await refused.ExitAsync()).ShouldBe(1);
            refused.Error.ShouldBe([$"hippique: {line}"]);
        }
    }

    /// <summary>Two hundred entries, one write each, by processes that are killed wherever they happen to be.</summary>
    [Fact]
    public async Task Kills_in_the_middle_of_entries_lose_and_double_none()
    {
        const int Races = 200;
        using (var store = new DiskArtifactStore(_folder, durable: false))
            await WriteAsync(store, Races);
        var path = Path.Combine(_folder, "ledger", "2031-03.jsonl");
        foreach (var lines in (int[])[3, 40, 41, 90])
        {
            using var killed = Verb("ledger fill");
            await killed.UntilAsync(() => File.Exists(path) && File.ReadLines(path).Count() > lines);
            await killed.KillAsync();
            (await OutAsync("ledger check")).ShouldContain(line => line.StartsWith("Le registre est équilibré", StringComparison.Ordinal));
        }

        await OutAsync("ledger fill");

        var file = LedgerFile.Read("ledger/2031-03.jsonl", await File.ReadAllBytesAsync(path, Token));
        file.Faults.ShouldBeEmpty();
        file.Entries.Select(entry => entry.Key).ShouldBeUnique();
        file.Book.Tickets.Count.ShouldBe(Races);
    }

    private static async Task WriteAsync(DiskArtifactStore store, int races)
    {
        var day = new DateOnly(2031, 3, 14);
        var off = ParisTime.At(day, new TimeOnly(14, 0));
        RaceId[] ids = [.. Enumerable.Range(0, races).Select(i => new RaceId(day, new RaceCode(1 + i / 20, 1 + i % 20)))];
        var plan = new DayPlan
        {
            Date = day,
            Refused = [],
            Notes = [],
            Races =
            [
                .. ids.Select(id => new PlannedRace
                {
                    Id = id,
                    Meeting = "VALMOREL",
                    Country = "FRA",
                    Name = "Prix des Tilleuls",
                    Off = off,
                    Links = [new RaceLink("zeturf", day, id.Code, "https://zeturf.example/1")],
                    OffClaims = [],
                }),
            ],
        };
        await store.PutIfAbsentAsync(ArtifactPaths.Plan(day), ArtifactJson.Write(plan), Token);
        foreach (var id in ids)
        {
            var sheet = new TicketSheet
            {
                Race = id,
                Rules = "gpi-v5.1",
                Outcome = Outcome.Play,
                Reason = null,
                Simulated = false,
                ModelledPrices = false,
                Tickets = [ProposedTicket.Of(id, off)],
            };
            await store.PutIfAbsentAsync(ArtifactPaths.Tickets(id), ArtifactJson.Write(sheet), Token);
        }
    }

    private HippiqueProcess Verb(string line, string language = "fr") =>
        new(_folder, line, ("DATA_DIR", _folder), ("HIPPIQUE_LANG", language));

    private async Task<IReadOnlyList<string>> OutAsync(string line)
    {
        using var verb = Verb(line);
        (await verb.ExitAsync()).ShouldBe(0, $"{line}\n{string.Join('\n', verb.Error)}\n{string.Join('\n', verb.Out)}");
        return verb.Out;
    }
}
