namespace ScalingDashboard.Measurement.Catalog;

/// <summary>A business unit: the dimension along which every figure is gathered.</summary>
/// <param name="Code">Stable name, for example <c>FIN-DE</c>.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record BusinessUnit(int Id, string Code, string Name, string Region, string Country);

/// <summary>An AI system. It serves one business function; null until that is known.</summary>
public sealed record AiSystem(int Id, string Code, string Name, string? Function, string? Unit);

/// <summary>One of the playbook's 20 functions, reached in one of its waves.</summary>
public sealed record BusinessFunction(string Code, string Name, int Wave);

/// <summary>One of the playbook's five scaling waves, in weeks counted from the start of the roll-out.</summary>
public sealed record ScalingWave(int Number, string Name, int FirstWeek, int LastWeek);

/// <summary>A key outcome of the playbook: the sum of one or more metrics of the same unit, with its own target.</summary>
/// <param name="Window">The period code the figure is taken over whatever the page shows, for example <c>12m</c>.</param>
public sealed record Outcome(string Key, string Name, IReadOnlyList<string> Metrics, string Window, decimal Target, int Order);

/// <summary>One of the playbook's 12 enterprise scaling KPIs and the metrics that measure it.</summary>
public sealed record ScalingKpi(string Key, string Name, string Group, IReadOnlyList<string> Metrics, int Order);
