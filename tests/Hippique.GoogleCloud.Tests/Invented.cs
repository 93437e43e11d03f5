namespace Hippique.GoogleCloud.Tests;

/// <summary>A project that does not exist.</summary>
internal static class Invented
{
    public const string Account = "runner@invented-project.iam.gserviceaccount.com";
    public const string Location = "projects/invented-project/locations/europe-west1";
    public const string Queue = Location + "/queues/hippique-tasks";

    /// <param name="loopback">Where Cloud Tasks and Cloud Scheduler answer.</param>
    public static CloudOptions Options(Uri loopback) =>
        new()
        {
            ProjectId = "invented-project",
            Region = "europe-west1",
            QueueId = "hippique-tasks",
            ServiceUrl = new Uri("https://hippique.invented.example"),
            ServiceAccountEmail = Account,
            TasksEndpoint = loopback,
            SchedulerEndpoint = loopback,
        };
}
