using Hippique.GoogleCloud.Storage;
using Hippique.Orchestration.Artifacts;
using Hippique.Sources.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.GoogleCloud.Tests;

public sealed class GoogleCloudServicesTests
{
    [Fact]
    public async Task Bucket_IsBehindEveryPortOfTheState_AndWhatIsDeferredIsFlushed()
    {
        await using var bench = await Storage.BucketBench.StartAsync();
        await using var provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(bench.Clock)
            .AddHippiqueBucket(
                new BucketOptions
                {
                    Bucket = Storage.BucketBench.Bucket,
                    Prefix = Storage.BucketBench.Prefix,
                    Endpoint = bench.Address,
                }
            )
            .BuildServiceProvider();
        var token = TestContext.Current.CancellationToken;

        await provider.GetRequiredService<IArtifactStore>().PutIfAbsentAsync("2026-03-14/plan.json", "{}"u8.ToArray(), token);
        await provider.GetRequiredService<ISourceStore>().AppendLinesAsync("2026-03-14/pages/index.jsonl", "1\n"u8.ToArray(), token);
        await provider.GetRequiredService<IDeferredWrites>().FlushAsync(token);

        bench.Text("2026-03-14/plan.json").ShouldBe("{}");
        bench.Text("2026-03-14/pages/index.jsonl").ShouldBe("1\n");
        provider.GetRequiredService<DayVersions>().Of("2026-03-14").ShouldBe(1);
        provider.GetRequiredService<ISourceStore>().ShouldBeSameAs(provider.GetRequiredService<BucketSourceStore>());
    }
}
