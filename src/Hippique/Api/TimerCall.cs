using Hippique.GoogleCloud.Wakes;

namespace Hippique.Api;

/// <summary>
/// A call of Cloud Tasks or Cloud Scheduler. Both call again whatever is not answered with 2xx, and a 503 slows the whole queue down; so they are told what holds with 200, and a
/// phase that is to be called again has a call of its own by then. Whoever else sends their headers is answered the same way and gains nothing by it.
/// </summary>
internal static class TimerCall
{
    private const string CloudTask = "X-CloudTasks-TaskName";
    private const string Job = "X-CloudScheduler-JobName";

    public static bool Is(HttpContext context) =>
        context.Request.Headers.ContainsKey(CloudTask) || context.Request.Headers.ContainsKey(Job);

    /// <summary>
    /// The call is the task's own wake, which is gone once it is answered with 2xx: somebody has made the queue call it long before its time. The wake of a time that has changed is
    /// not, nor is a job, which stays.
    /// </summary>
    public static bool IsOwnWake(HttpContext context, string task) =>
        WakeId.Read(context.Request.Headers[CloudTask].ToString())?.Task == task;
}
