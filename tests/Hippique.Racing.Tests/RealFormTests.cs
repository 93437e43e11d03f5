using System.IO.Compression;
using System.Text.Json;
using Hippique.Testing;

namespace Hippique.Racing.Tests;

public sealed class RealFormTests
{
    [Fact]
    public void Parse_EveryMusiqueOfNovember2025_IsRead()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        using var file = File.OpenRead(RealData.Path("races/2025-11.jsonl.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var refused = new List<string>();
        var runs = 0;
        while (reader.ReadLine() is { } line)
        {
            using var race = JsonDocument.Parse(line);
            foreach (var runner in race.RootElement.GetProperty("runners").EnumerateArray())
            {
                if (!runner.TryGetProperty("form", out var form) || form.ValueKind != JsonValueKind.String)
                    continue;
                var parsed = Form.Parse(form.GetString());
                if (!parsed.TryGet(out var value))
                    refused.Add(form.GetString()!);
                else
                    runs += value.Performances.Count;
            }
        }
        refused.ShouldBeEmpty();
        runs.ShouldBeGreaterThan(100_000 / 2);
    }
}
