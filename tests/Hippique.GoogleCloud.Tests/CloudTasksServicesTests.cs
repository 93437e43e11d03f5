using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Scheduler;
using Hippique.GoogleCloud.Tasks;
using Hippique.GoogleCloud.Tests.Rest;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.GoogleCloud.Tests;

public sealed class CloudTasksServicesTests
{
    [Fact]
    public async Task AddHippiqueCloudTasks_APlanStoreAndLogging_GivesBothTimersAndTheDailyJobs()
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(new PlanStore(new MemoryArtifactStore()))
            .AddSingleton<IAccessTokens>(new FakeAccessTokens("a token"))
            .AddHippiqueCloudTasks(Invented.Options(new Uri("http://127.0.0.1:1/")), []);
        await using var provider = services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }
        );

        provider.GetRequiredService<CloudTasksTimer>().ShouldBeSameAs(provider.GetRequiredService<CloudTasksTimer>());
        provider.GetRequiredService<CloudSchedulerTimer>().ShouldNotBeNull();
        provider.GetRequiredService<DailyJobs>().ShouldNotBeNull();
        provider.GetRequiredService<IAccessTokens>().ShouldBeOfType<FakeAccessTokens>("what is registered is kept");
    }

    [Fact]
    public void Audience_OfAnAddressWithASlash_HasNone() =>
        (
            Invented.Options(new Uri("http://127.0.0.1:1/")) with
            {
                ServiceUrl = new Uri("https://hippique.invented.example/"),
            }
        ).Audience.ShouldBe("https://hippique.invented.example");
}
