using System.Net;
using Hippique.GoogleCloud;
using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Tests.Hosting;

public sealed class CloudReaderTests
{
    private static readonly (string, string)[] Cloud =
    [
        ("PROJECT_ID", "my-project"),
        ("SERVICE_URL", "https://races.example.com/"),
        ("SERVICE_ACCOUNT_EMAIL", "hippique@my-project.iam.gserviceaccount.com"),
    ];

    [Fact]
    public void A_project_with_an_https_address_is_the_cloud_with_its_defaults()
    {
        var settings = Read(Cloud);

        settings.Cloud.ShouldBe(
            new CloudOptions
            {
                ProjectId = "my-project",
                Region = "europe-west1",
                QueueId = "hippique-tasks",
                ServiceUrl = new Uri("https://races.example.com"),
                ServiceAccountEmail = "hippique@my-project.iam.gserviceaccount.com",
                Lead = TimeSpan.FromSeconds(60),
            }
        );
        settings.Server.Bind.ShouldBe(IPAddress.Any);
        settings.Data.Bucket.ShouldBeNull();
    }

    [Fact]
    public void Everything_can_be_named()
    {
        var settings = Read([
            .. Cloud,
            ("REGION", "us-east4"),
            ("QUEUE_ID", "races"),
            ("CLOUD_TASKS_LEAD_SECONDS", "30"),
            ("CLOUD_TASKS_ENDPOINT", "http://127.0.0.1:9001"),
            ("CLOUD_SCHEDULER_ENDPOINT", "http://127.0.0.1:9002"),
            ("GCS_BUCKET", "my-bucket"),
            ("GCS_PREFIX", "/races/"),
            ("GCS_ENDPOINT", "http://127.0.0.1:9003"),
        ]);

        var cloud = settings.Cloud.ShouldNotBeNull();
        (cloud.Region, cloud.QueueId, cloud.Lead.TotalSeconds).ShouldBe(("us-east4", "races", 30));
        (cloud.TasksEndpoint.Port, cloud.SchedulerEndpoint.Port).ShouldBe((9001, 9002));
        settings.Data.Bucket.ShouldBe(
            new BucketOptions
            {
                Bucket = "my-bucket",
                Prefix = "races",
                Endpoint = new Uri("http://127.0.0.1:9003"),
            }
        );
        settings.Data.Place.ShouldBe("gs://my-bucket/races");
    }

    /// <summary>The bucket serves the embedded queue too; its prefix is the one that the service has always had.</summary>
    [Fact]
    public void A_bucket_asks_for_no_cloud_queue()
    {
        var settings = Read(("GCS_BUCKET", "my-bucket"));

        settings.Cloud.ShouldBeNull();
        settings.Data.Place.ShouldBe("gs://my-bucket/prod/snapshots");
        Read().Data.Place.ShouldBe(Read().Data.Folder);
    }

    [Fact]
    public void The_embedded_queue_can_be_asked_for_whatever_else_is_set() => Read([.. Cloud, ("QUEUE", "embedded")]).Cloud.ShouldBeNull();

    [Fact]
    public void What_the_cloud_needs_is_reported_all_at_once() =>
        Problems(("QUEUE", "cloud"))
            .ShouldBe(
                [
                    "PROJECT_ID: is needed for QUEUE=cloud, such as my-project-123",
                    "SERVICE_ACCOUNT_EMAIL: is needed for QUEUE=cloud, such as hippique@my-project-123.iam.gserviceaccount.com",
                    "SERVICE_URL: is needed for QUEUE=cloud, such as https://hippique-orchestrator-abc.a.run.app",
                ],
                ignoreOrder: true
            );

    [Theory]
    [InlineData("PROJECT_ID", "My Project", "is not written as Google Cloud writes it")]
    [InlineData("REGION", "europe", "is not written as Google Cloud writes it")]
    [InlineData("QUEUE_ID", "a/b", "is not written as Google Cloud writes it")]
    [InlineData("SERVICE_ACCOUNT_EMAIL", "nobody", "is no e-mail address")]
    [InlineData("GCS_BUCKET", "gs://bucket", "is not written as Google Cloud writes it")]
    [InlineData("GCS_PREFIX", "a/../b", "is no folder of a bucket")]
    [InlineData("CLOUD_TASKS_LEAD_SECONDS", "500", "is no whole number from 0 to 120")]
    [InlineData("SERVICE_URL", "http://races.example.com", "is no https address")]
    public void What_is_wrong_is_reported_with_its_name(string name, string value, string said) =>
        Problems([.. Cloud.Where(variable => variable.Item1 != name), ("QUEUE", "cloud"), (name, value)])
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(problem => problem.ShouldStartWith($"{name}: "), problem => problem.ShouldContain(said));

    /// <summary>For a trial on one machine.</summary>
    [Fact]
    public void A_loopback_address_is_called_without_https() =>
        Read([.. Cloud.Where(variable => variable.Item1 != "SERVICE_URL"), ("QUEUE", "cloud"), ("SERVICE_URL", "http://127.0.0.1:8080")])
            .Cloud!.ServiceUrl.ShouldBe(new Uri("http://127.0.0.1:8080"));

    private static IEnumerable<string> Problems(params (string, string)[] variables) =>
        Should.Throw<ConfigurationException>(() => Read(variables)).Problems.Select(problem => problem.ToString());

    private static HippiqueSettings Read(params (string Name, string Value)[] variables) =>
        SettingsReader.Read(variables.ToDictionary(variable => variable.Name, variable => variable.Value), Path.GetTempPath());
}
