using System.Text;
using CsCheck;
using Hippique.Orchestration.Phases.Module;

namespace Hippique.Orchestration.Tests.Phases.Module;

public sealed class OutputTailTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Drain_AnyText_KeepsItsLastCharacters() =>
        Gen.String[Gen.Char['a', 'z'], 0, 60]
            .Array[0, 6]
            .SampleAsync(async parts =>
            {
                var tail = new OutputTail(20);
                foreach (var part in parts)
                {
                    using var stream = new MemoryStream(Encoding.UTF8.GetBytes(part));
                    await tail.DrainAsync(stream, Cancel);
                }
                var all = string.Concat(parts);
                tail.ToString().ShouldBe(all.Length <= 20 ? all : all[^20..]);
            });

    [Fact]
    public async Task Drain_CutThroughACharacter_LeavesNoHalf()
    {
        var tail = new OutputTail(4);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("x🐎abc"));
        await tail.DrainAsync(stream, Cancel);
        tail.ToString().ShouldBe("abc");
    }
}
