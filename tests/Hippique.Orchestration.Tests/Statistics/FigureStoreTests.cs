using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources.Figures;
using Hippique.Testing.Artifacts;

namespace Hippique.Orchestration.Tests.Statistics;

public sealed class FigureStoreTests
{
    private const string File = "2026-03-10/figures.jsonl";
    private static readonly DateOnly Day = new(2026, 3, 10);
    private static readonly DateTimeOffset Morning = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private readonly IArtifactStore _artifacts = new MemoryArtifactStore();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_day_without_a_file_has_no_figures() => (await new FigureStore(_artifacts).LoadAsync(Day, Cancel)).ShouldBeEmpty();

    [Fact]
    public async Task Lines_come_back_in_the_order_in_which_they_were_added()
    {
        var store = new FigureStore(_artifacts);
        await store.AddAsync(Day, [Links("R1C1"), Figure("a")], Cancel);
        await store.AddAsync(Day, [Figure("b")], Cancel);

        var lines = await store.LoadAsync(Day, Cancel);

        lines.Count.ShouldBe(3);
        lines[0].Race!.Value.Code.ShouldBe(new RaceCode(1, 1));
        lines[0].Links.ShouldBe(["https://site.example/a", "https://site.example/b"]);
        lines[0].Figure.ShouldBeNull();
        (lines[1].Figure!.Name, lines[2].Figure!.Name).ShouldBe(("a", "b"));
        lines[1].Race.ShouldBeNull();
        lines[1].Since.ShouldBe(Morning);
        lines[1].Figure!.Times.ShouldBe([new PublishedTime(Day.AddDays(-20), Discipline.Harness, 74.1)]);
        (await store.LoadAsync(Day.AddDays(1), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_to_add_makes_no_file()
    {
        await new FigureStore(_artifacts).AddAsync(Day, [], Cancel);
        (await _artifacts.ListAsync("", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_no_line()
    {
        await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => Task.Run(() => new FigureStore(_artifacts).AddAsync(Day, [Figure($"{i}")], Cancel), Cancel))
        );
        var lines = await new FigureStore(_artifacts).LoadAsync(Day, Cancel);
        lines.Select(line => line.Figure!.Name).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 10).Select(i => $"{i}"));
    }

    [Fact]
    public async Task A_line_that_does_not_read_is_named()
    {
        var store = new FigureStore(_artifacts);
        await store.AddAsync(Day, [Figure("a")], Cancel);
        await _artifacts.AppendLinesAsync(File, Encoding.UTF8.GetBytes("{\"since\":\n"), Cancel);

        var error = await Should.ThrowAsync<UnreadableFileException>(() => store.LoadAsync(Day, Cancel));

        error.Message.ShouldStartWith($"{File}: line 2 ");
    }

    [Fact]
    public void Read_skips_empty_lines_and_refuses_a_null() =>
        Should.Throw<UnreadableFileException>(() => FigureStore.Read("f", "\n\nnull\n"u8)).Message.ShouldStartWith("f: line 1 ");

    [Fact]
    public async Task A_write_that_fails_leaves_what_was_there()
    {
        await new FigureStore(_artifacts).AddAsync(Day, [Figure("a")], Cancel);
        var broken = new FigureStore(new BreakingStore(_artifacts, failAt: 1));

        await Should.ThrowAsync<ArtifactException>(() => broken.AddAsync(Day, [Figure("b")], Cancel));

        (await broken.LoadAsync(Day, Cancel)).ShouldHaveSingleItem();
    }

    private static FigureLine Links(string code) =>
        new()
        {
            Since = Morning,
            Race = new RaceId(Day, RaceCode.Parse(code).Value),
            Links = ["https://site.example/a", "https://site.example/b"],
        };

    private static FigureLine Figure(string name) =>
        new()
        {
            Since = Morning,
            Figure = new PublishedFigure
            {
                Kind = FigureKind.Horse,
                Name = name,
                Source = "zoneturf",
                Url = $"https://site.example/{name}",
                At = Morning,
                Times = [new PublishedTime(Day.AddDays(-20), Discipline.Harness, 74.1)],
            },
        };
}
