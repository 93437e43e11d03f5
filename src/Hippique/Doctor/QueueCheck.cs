using Hippique.Commands;
using Hippique.Hosting;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Tasks;

namespace Hippique.Doctor;

/// <summary>Whether a service works on the folder, and the state of the day's tasks.</summary>
internal static class QueueCheck
{
    public static async Task<DoctorCheck> RunAsync(HippiqueSettings settings, DateOnly today, CancellationToken cancellationToken)
    {
        LocalWork work;
        try
        {
            work = await LocalWork.OpenAsync(settings);
        }
        // Somebody holds the folder and does not say where it answers: a service that is starting, or one that hangs.
        catch (ConfigurationException held)
        {
            return new("queue", CheckState.Error, ProblemText.Of(held), Texts.Get("doctor_queue_advice"));
        }
        await using var _ = work;
        if (work.Service is not null)
        {
            // It can have ended since.
            return RunningService.Find(settings.Data.OwnFolder) is { } address
                ? await ServedAsync(address, cancellationToken)
                : new(
                    "queue",
                    CheckState.Warning,
                    Texts.Get("serve_not_found", settings.Data.OwnFolder),
                    Texts.Get("doctor_queue_idle_advice")
                );
        }
        var tasks = await work.Get<TaskQueue>().OfDayAsync(today, cancellationToken);
        var waiting = tasks.Count(task => task.End is null);
        return new(
            "queue",
            CheckState.Warning,
            Texts.Get("doctor_queue_idle", tasks.Count, waiting),
            Texts.Get("doctor_queue_idle_advice")
        );
    }

    private static async Task<DoctorCheck> ServedAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await client.GetAsync(new Uri(address, "/healthz"), cancellationToken);
            return answer.IsSuccessStatusCode
                ? new("queue", CheckState.Ok, Texts.Get("doctor_queue_served", address))
                : new(
                    "queue",
                    CheckState.Error,
                    Texts.Get("doctor_queue_ill", address, (int)answer.StatusCode),
                    Texts.Get("doctor_queue_advice")
                );
        }
        catch (Exception silent)
            when (silent is HttpRequestException || (silent is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new("queue", CheckState.Error, Texts.Get("serve_no_answer", address), Texts.Get("doctor_queue_advice"));
        }
    }
}
