using System.Globalization;
using Hippique.Wire;

double Number(int place, double otherwise) => args.Length > place ? double.Parse(args[place], CultureInfo.InvariantCulture) : otherwise;

return args switch
{
    ["rates", ..] => await Rates.RunAsync(Number(1, 1), (int)Number(2, 100), (int)Number(3, 1), Number(4, 30), CancellationToken.None),
    ["ask", var site, var folder, ..] => await Rates.AskAsync(new Uri(site), folder, Number(3, 1), (int)Number(4, 100), Number(5, 30)),
    ["plan", ..] => await Plans.RunAsync(Number(1, 10), CancellationToken.None),
    ["start", ..] => await Starts.RunAsync((int)Number(1, 11), CancellationToken.None),
    ["reads", ..] => await Reads.RunAsync((int)Number(1, 5), Number(2, 3), CancellationToken.None),
    ["memory", ..] => await Memory.AtRestAsync(cloud: false, Number(1, 20), CancellationToken.None),
    ["cloud", ..] => await Memory.AtRestAsync(cloud: true, Number(1, 20), CancellationToken.None),
    ["phases", ..] => await Memory.PhasesAsync((int)Number(1, 3000), CancellationToken.None),
    ["listeners", ..] => await Listeners.RunAsync((int)Number(1, 200), (int)Number(2, 10), CancellationToken.None),
    ["kills", ..] => await Kills.RunAsync(cloud: false, (int)Number(1, 200), (int)Number(2, 1), CancellationToken.None),
    ["cloudkills", ..] => await Kills.RunAsync(cloud: true, (int)Number(1, 200), (int)Number(2, 1), CancellationToken.None),
    ["month", ..] => await Month.RunAsync((int)Number(1, 30), Number(2, 1200), (int)Number(3, 0), CancellationToken.None),
    ["fires", ..] => await Fires.RunAsync((int)Number(1, 500), (int)Number(2, 1), CancellationToken.None),
    ["newskills", ..] => await NewsKills.RunAsync((int)Number(1, 200), (int)Number(2, 1), CancellationToken.None),
    ["clock", ..] => await Clocks.RunAsync(args.ElementAtOrDefault(1), CancellationToken.None),
    ["chaos", .. var order] => await Chaos.RunAsync(order, CancellationToken.None),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "bench/wire rates [PER_SECOND [PHASES [PROCESSES [SECONDS]]]] | plan [LATENCY_SECONDS] | start [ROUNDS] | reads [ROUNDS [SECONDS]] | memory [SECONDS] | cloud [SECONDS] | phases [PHASES] | listeners [COUNT [ROUNDS]] | kills [KILLS [SEED]] | cloudkills [KILLS [SEED]] | newskills [KILLS [SEED]] | clock | fires [TASKS [SEED]] | month [DAYS [SPEED [LIMIT]]]"
    );
    return 2;
}
